export { parseAddress } from './addresses.ts';
export type {
  Customers,
  DeliveryAddress,
  Membership,
  Registration,
  RegistrationRefusal,
} from './contract.ts';
export { createCustomers } from './customers.ts';
export { type CustomerDesk, createCustomerDesk } from './desk/desk.ts';
export { addCustomerRoutes } from './desk/routes.ts';
export { invitationIn, invitationLinks } from './invitation-code.ts';
export { parseOrganizationName } from './organization-name.ts';
export { createOrganizations, type Organizations } from './organizations.ts';
export { customerData } from './personal-data.ts';
export { createRegistering, type Registered, type Registering } from './register.ts';
export { createCustomerSweep } from './sweep.ts';
