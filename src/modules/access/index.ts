export { type Actor, theOffice } from './actor.ts';
export {
  ALL_PERMISSIONS,
  assertMay,
  may,
  PERMISSIONS,
  type Permission,
} from './permissions.ts';
export { actorOf } from './request.ts';
export { ROLES, type Role } from './role.ts';
