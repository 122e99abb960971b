import { expect, it } from 'vitest';
import { AppError } from '#kernel/errors.ts';
import { serve } from '#platform/http/testing.ts';
import { api, whenUnauthorized } from './client.ts';

it('an answer that nobody is logged in is told, unless somebody is just logging in', async () => {
  const nobody = () => Promise.reject(new AppError('unauthorized', 'nobody is logged in'));
  const served = await serve((http) => {
    for (const url of ['/session', '/session/code', '/sessions', '/sessions/1', '/people'])
      http.all(`/api/v1${url}`, { config: { permission: 'public' } }, nobody);
  });
  const baseUrl = served.url;
  let told = 0;
  whenUnauthorized(() => {
    told += 1;
  });
  const calls = {
    login: () => api.POST('/api/v1/session', { baseUrl, body: { login: 'anna', password: 'x' } }),
    code: () => api.POST('/api/v1/session/code', { baseUrl, body: { code: '1' } }),
    sessions: () => api.GET('/api/v1/sessions', { baseUrl }),
    one: () => api.DELETE('/api/v1/sessions/{id}', { baseUrl, params: { path: { id: '1' } } }),
    people: () => api.GET('/api/v1/people', { baseUrl }),
  };
  const heard: Record<string, number> = {};
  for (const [name, call] of Object.entries(calls)) {
    told = 0;
    await expect(call()).rejects.toMatchObject({ status: 401 });
    heard[name] = told;
  }
  await served.close();
  expect(heard).toEqual({ login: 0, code: 0, sessions: 1, one: 1, people: 1 });
});
