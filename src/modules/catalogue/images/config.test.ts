import { expect, it } from 'vitest';
import { type ConfigProblem, readSlice } from '#platform/config/slice.ts';
import { imageSlice } from './config.ts';

const read = (hosts?: string) => {
  const problems: ConfigProblem[] = [];
  const config = readSlice(imageSlice, { SHOP_IMAGE_HOSTS: hosts }, problems, 'production');
  return { ...config, problems: problems.map(({ key }) => key) };
};

it('SHOP_IMAGE_HOSTS are hosts with or without a port', () => {
  expect(read()).toEqual({ imageHosts: [], problems: [] });
  expect(read(' Pictures.lan, 192.168.1.20:8080,,[::1]:80 ')).toEqual({
    imageHosts: ['pictures.lan', '192.168.1.20:8080', '[::1]:80'],
    problems: [],
  });
});

it.each(['http://pictures.lan', 'pictures.lan/images', 'a b', '*'])('"%s" is no host', (hosts) => {
  expect(read(hosts).problems).toEqual(['SHOP_IMAGE_HOSTS']);
});
