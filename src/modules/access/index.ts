export { type Actor, theOffice } from './actor.ts';
export {
  ALL_PERMISSIONS,
  assertMay,
  may,
  PERMISSIONS,
  type Permission,
  ROLES,
  type Role,
} from './permissions.ts';
export { actorOf } from './request.ts';
