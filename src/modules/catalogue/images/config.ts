import { z } from 'zod';
import { defineSlice } from '#platform/config/slice.ts';

const HOST = /^(?:[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

/** Pictures of goods. */
export const imageSlice = defineSlice({
  title: 'Catalogue',
  settings: {
    SHOP_IMAGE_HOSTS: {
      schema: z
        .string()
        .optional()
        .transform((value, context) => {
          const hosts = (value ?? '')
            .split(',')
            .map((host) => host.trim().toLowerCase())
            .filter((host) => host !== '');
          for (const host of hosts)
            if (!HOST.test(host))
              context.addIssue({
                code: 'custom',
                message: `must hold hosts separated by commas, without http:// and paths; "${host}" is not one`,
              });
          return hosts;
        }),
      about:
        'Hosts of your own network, as host or host:port, from which pictures of goods may be fetched. The host of ONE_C_BASE_URL is one anyway; other private addresses are never asked.',
      example: 'pictures.office.lan,192.168.1.20:8080',
    },
  },
  build: ({ SHOP_IMAGE_HOSTS }) => ({ imageHosts: SHOP_IMAGE_HOSTS }),
});
