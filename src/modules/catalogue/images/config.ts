import { defineSlice, setting } from '#platform/config/slice.ts';

/** Pictures of goods. */
export const imageSlice = defineSlice({
  title: 'Catalogue',
  settings: {
    SHOP_IMAGE_HOSTS: {
      schema: setting.hosts(),
      about:
        'Hosts of your own network, as host or host:port, from which pictures of goods may be fetched. The host of ONE_C_BASE_URL is one anyway; other private addresses are never asked.',
      example: 'pictures.office.lan,192.168.1.20:8080',
    },
  },
  build: ({ SHOP_IMAGE_HOSTS }) => ({ imageHosts: SHOP_IMAGE_HOSTS }),
});
