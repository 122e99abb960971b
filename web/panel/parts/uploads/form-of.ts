/** How a file goes to a route that takes forms: its typed body is a placeholder, the form is sent. */
export const formOf = (file: File) => ({
  body: { file: '' },
  bodySerializer: (): FormData => {
    const form = new FormData();
    form.append('file', file);
    return form;
  },
});
