import { Notifications } from '@mantine/notifications';
import '@mantine/core/styles/Notification.layer.css';
import '@mantine/notifications/styles.layer.css';

const SHOWN_MS = 5_000;

const Toaster = () => <Notifications position="bottom-right" autoClose={SHOWN_MS} limit={4} />;

export default Toaster;
