import { defineTexts } from '#kernel/locale.ts';

export const texts = defineTexts(
  {
    title: 'Восстановить данные',
    about: 'Если вы не помните пароль',
    phrases: [
      'восстановить пароль',
      'восстановить доступ',
      'забыл пароль',
      'забыла пароль',
      'не помню пароль',
      'сбросить пароль',
    ] as readonly string[],
    askPhone: 'Поможем войти. Какой номер телефона указан в вашем аккаунте?',
    letIn: 'Номер подтверждён, вы вошли. Теперь задайте новый пароль.',
    linkSent:
      'Если такой аккаунт есть, мы отправили ссылку для нового пароля в чат, где вы писали нам раньше. Ссылка не пришла или того чата больше нет? Позовите сотрудника, он поможет.',
    office: 'Сам я здесь помочь не могу. Позовите сотрудника: он проверит, что это вы, и восстановит доступ.',
    callOffice: 'Позвать сотрудника',
    employee: 'Пароль сотрудника меняется в панели: «Мой доступ» или «Забыли пароль?» на странице входа.',
    later: 'Не сейчас',
    saved: 'Новый пароль сохранён.',
  },
  {
    en: {
      title: 'Recover access',
      about: 'If you forgot the password',
      phrases: ['recover password', 'reset password', 'forgot password', 'i forgot my password'],
      askPhone: 'We help you in. Which phone number is in your account?',
      letIn: 'The number is confirmed, you are logged in. Now set a new password.',
      linkSent:
        'If there is such an account, we have sent a link for a new password to the chat in which you wrote to us before. No link, or that chat is gone? Call a person of the office: they help.',
      office:
        'I cannot help here by myself. Call a person of the office: they make sure that it is you and let you in.',
      callOffice: 'Call a person',
      employee:
        'Employees change the password in the panel: “My account”, or “Forgot your password?” on the login page.',
      later: 'Not now',
      saved: 'The new password is saved.',
    },
  },
);
