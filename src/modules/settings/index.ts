export { SETTING_KEYS, type SettingKey, type SettingValue } from './definitions.ts';
export { type Opening, openingAt, quietUntil } from './hours.ts';
export { addSettingsRoutes } from './routes.ts';
export type { QuietHours, WorkingHours } from './schema.ts';
export { createSettings, type Settings } from './settings.ts';
