import { defineSlice, setting } from '#platform/config/slice.ts';

/** Where webhooks may go beside the public network. */
export const webhookSlice = defineSlice({
  title: 'Webhooks',
  settings: {
    WEBHOOK_ALLOW_HOSTS: {
      schema: setting.hosts(),
      about:
        'Hosts of your own network, as host or host:port, that webhooks may be sent to. Other private addresses are never told.',
      example: 'erp.office.lan,192.168.1.20:8080',
    },
  },
  build: ({ WEBHOOK_ALLOW_HOSTS }) => ({ allowHosts: WEBHOOK_ALLOW_HOSTS }),
});
