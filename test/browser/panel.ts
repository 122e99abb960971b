import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Role } from '#modules/access/index.ts';
import type { TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';
import { type Stage, setStage } from './stage.ts';

/** A phone as narrow as the panel promises to work on; at 200 % zoom a small screen of a desk is as wide as 640. */
export const SMALL_PHONE = { width: 360, height: 740 };
export const ZOOMED = { width: 640, height: 400 };

/** Somebody of the office before the panel. */
export interface Operator {
  readonly page: Page;
  readonly employee: Employee;
  /** Opens an address below `/admin`, and waits until its heading is there. */
  opens(path: string): Promise<void>;
  /** Another tab of the same browser, at the same address. */
  anotherTab(): Promise<Operator>;
}

/** The stage of the panel's tests: an office, and employees before browsers of their own. */
export interface PanelStage extends Stage {
  /** A new employee with these roles (or none any more), logged in, before the first page of the panel. */
  operator(roles: Role | readonly Role[], options?: OperatorOptions): Promise<Operator>;
  /** Somebody before the panel who has not logged in: the login page. */
  stranger(options?: OperatorOptions): Promise<Page>;
}

export interface OperatorOptions extends BrowserContextOptions {
  readonly name?: string;
  /** The address below `/admin` that is opened first. */
  readonly at?: string;
  /** Logs in as this employee, instead of as a new one. */
  readonly employee?: Employee;
}

/** Sets the stage before the tests of a file; what `setStage` says of complaints holds here too. */
export const setPanelStage = (env: Readonly<Record<string, string>> = {}): PanelStage => {
  const stage = setStage(env);

  const operatorIn = async (context: BrowserContext, employee: Employee, at: string): Promise<Operator> => {
    const page = await context.newPage();
    const opens = async (path: string): Promise<void> => {
      await page.goto(`${stage.line.url}/admin${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
    };
    await opens(at);
    return {
      page,
      employee,
      opens,
      anotherTab: () => operatorIn(context, employee, new URL(page.url()).pathname.replace(/^\/admin/, '')),
    };
  };

  return {
    get office() {
      return stage.office;
    },
    get line() {
      return stage.line;
    },
    forgive: stage.forgive,
    browser: stage.browser,
    visitor: stage.visitor,
    operator: async (roles, { name, at = '/', employee: known, ...options } = {}) => {
      const wanted = typeof roles === 'string' ? [roles] : roles;
      const employee = known ?? (await employed(stage.office, wanted, name));
      const context = await stage.browser(options);
      await context.addCookies(
        [...employee.cookies].map(([key, value]) => ({ name: key, value, url: stage.line.url })),
      );
      return operatorIn(context, employee, at);
    },
    stranger: async ({ at = '/', ...options } = {}) => {
      const page = await (await stage.browser(options)).newPage();
      await page.goto(`${stage.line.url}/admin${at}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      return page;
    },
  };
};

/** Who has no role cannot log in: they had one then, and lost it since. */
const employed = async (
  office: TestOffice,
  roles: readonly Role[],
  name: string | undefined,
): Promise<Employee> => {
  const first: readonly Role[] = roles.length === 0 ? ['operator'] : roles;
  const employee = await office.employee({ roles: first, ...(name ? { name } : {}) });
  if (roles.length === 0)
    await office.db.updateTable('people').set({ roles: [] }).where('id', '=', employee.personId).execute();
  return employee;
};

/** How many pixels of the page lie outside the window sideways; 0: nobody has to scroll that way. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
