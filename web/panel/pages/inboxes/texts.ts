import { defineTexts } from '#kernel/locale.ts';

export const inboxTexts = defineTexts(
  {
    about: 'Где люди пишут конторе и как там дела.',
    empty: 'Каналов пока нет',
    emptyText: 'Каналы появятся здесь, как только контора запустится с ними.',
    health: { ok: 'Работает', degraded: 'Работает с перебоями', down: 'Не работает', off: 'Выключен' },
    modes: {
      polling: 'Опрашивает мессенджер',
      webhook: 'Получает вебхуки',
      http: 'Работает на вашем сервере',
    },
    cures: {
      needs_setting: (key: string) =>
        `Чтобы включить канал, задайте настройку ${key} в файле .env и перезапустите контору.`,
      not_configured:
        'Раньше сюда писали, но сейчас канал не настроен. Старые разговоры останутся, ответить в них нельзя.',
      unauthorized:
        'Мессенджер не принимает токен. Возьмите действующий у @BotFather, впишите его в BOT_TOKEN и перезапустите контору.',
      unreachable:
        'До мессенджера не достучаться. Проверьте интернет и межсетевой экран на сервере; как только связь появится, всё продолжится само.',
      late: 'Мессенджер не ответил вовремя. Обычно это проходит само; если нет — проверьте интернет на сервере.',
      webhook_missing: 'Мессенджер не знает, куда присылать сообщения. Нажмите «Настроить заново».',
      webhook_foreign: (host: string) =>
        `Сообщения уходят на чужой адрес ${host}. Нажмите «Настроить заново», чтобы они снова приходили сюда.`,
      webhook_blocks_polling:
        'У бота стоит вебхук, поэтому новые сообщения сюда не попадают. Задайте TELEGRAM_MODE=polling, чтобы снять его, или TELEGRAM_MODE=webhook, чтобы получать сообщения через него.',
      webhook_failing:
        'Мессенджер не может доставить нам сообщения. Проверьте, что адрес из PUBLIC_URL открывается из интернета и сертификат в порядке.',
      webhook_behind: 'Сообщения копятся у мессенджера: мы принимаем их медленнее, чем они приходят.',
      second_poller:
        'Ещё одна программа забирает сообщения с тем же токеном, и часть из них теряется для нас. Остановите её или выпустите новый токен.',
      slowed_down: 'Мессенджер попросил писать реже. Сообщения уйдут чуть позже, делать ничего не нужно.',
      work_stuck:
        'Сообщения пришли, но их никто не обрабатывает. Проверьте, запущен ли процесс с ролью worker.',
    },
    answered: 'Ответ мессенджера',
    webhook: 'Вебхук',
    webhookNone: 'не задан',
    pending: 'Ждут у мессенджера',
    heard: 'Последнее сообщение',
    delivered: 'Последний ответ',
    conversations: 'Разговоров',
    waiting: 'Ждут обработки',
    unsent: 'Ждут отправки',
    failed: 'Не доставлено за сутки',
    never: 'ещё не было',
    test: 'Проверить',
    testTitle: (inbox: string) => `Проверка: ${inbox}`,
    testAbout: 'Выберите разговор: в него придёт короткое сообщение о проверке связи.',
    testPick: 'Найти разговор',
    testHint: 'Имя человека',
    testNobody: 'Никого не нашлось. Напишите боту сами, и ваш разговор появится здесь.',
    testSend: (name: string) => `Отправить: ${name}`,
    send: 'Отправить',
    testSending: 'Отправляем…',
    testStates: {
      queued: 'Сообщение поставлено в очередь и вот-вот уйдёт.',
      sending: 'Сообщение отправляется.',
      sent: 'Сообщение доставлено: канал работает.',
      failed: 'Сообщение не доставлено.',
      unknown: 'Неизвестно, дошло ли сообщение.',
    },
    testAgain: 'Проверить ещё раз',
    setUp: 'Настроить заново',
    setUpTitle: (inbox: string) => `Настройка: ${inbox}`,
    setUpDone: 'Всё настроено.',
    setUpRefused: 'Не всё получилось: мессенджер отказал.',
    steps: { account: 'Учётная запись', webhook: 'Вебхук', menu: 'Меню команд' },
    outcomes: { set: 'задано', kept: 'уже в порядке', removed: 'снято', refused: 'отказ' },
    close: 'Закрыть',
  },
  {
    en: {
      about: 'Where people write to the office, and how it goes there.',
      empty: 'No inboxes yet',
      emptyText: 'Inboxes appear here as soon as the office runs with them.',
      health: { ok: 'Works', degraded: 'Works with trouble', down: 'Does not work', off: 'Off' },
      modes: {
        polling: 'Polls the messenger',
        webhook: 'Receives webhooks',
        http: 'Runs on your own server',
      },
      cures: {
        needs_setting: (key) => `To switch it on, put ${key} into the file .env and restart the office.`,
        not_configured:
          'People wrote here once, but it is not configured now. The old conversations stay, nobody can answer in them.',
        unauthorized:
          'The messenger refuses the token. Take a valid one from @BotFather, put it into BOT_TOKEN and restart the office.',
        unreachable:
          'The messenger cannot be reached. Check the network and the firewall of the server; everything goes on by itself once it answers.',
        late: 'The messenger did not answer in time. Usually that passes; if it does not, check the network of the server.',
        webhook_missing: 'The messenger does not know where to send messages. Press “Set up again”.',
        webhook_foreign: (host) =>
          `Messages go to another address, ${host}. Press “Set up again” to have them here.`,
        webhook_blocks_polling:
          'The bot has a webhook, so no messages come here. Set TELEGRAM_MODE=polling to remove it, or TELEGRAM_MODE=webhook to receive through it.',
        webhook_failing:
          'The messenger cannot deliver messages to us. Check that the address of PUBLIC_URL opens from the internet and its certificate is valid.',
        webhook_behind: 'Messages pile up at the messenger: we take them slower than they come.',
        second_poller:
          'Another program takes messages with the same token, and some are lost for us. Stop it, or issue a new token.',
        slowed_down:
          'The messenger asked us to write less often. Messages leave a little later; nothing has to be done.',
        work_stuck: 'Messages came and nobody works them. Check that a process with the role worker runs.',
      },
      answered: 'Answer of the messenger',
      webhook: 'Webhook',
      webhookNone: 'not set',
      pending: 'Waiting at the messenger',
      heard: 'Last message',
      delivered: 'Last answer',
      conversations: 'Conversations',
      waiting: 'Waiting to be worked',
      unsent: 'Waiting to be sent',
      failed: 'Undelivered in 24 hours',
      never: 'never yet',
      test: 'Test',
      testTitle: (inbox) => `Test of ${inbox}`,
      testAbout: 'Pick a conversation: a short message about the test will come into it.',
      testPick: 'Find a conversation',
      testHint: 'Name of a person',
      testNobody: 'Nobody was found. Write to the bot yourself, and your conversation appears here.',
      testSend: (name) => `Send to ${name}`,
      send: 'Send',
      testSending: 'Sending…',
      testStates: {
        queued: 'The message is queued and about to leave.',
        sending: 'The message is being sent.',
        sent: 'The message was delivered: the inbox works.',
        failed: 'The message was not delivered.',
        unknown: 'Nobody knows whether the message arrived.',
      },
      testAgain: 'Test again',
      setUp: 'Set up again',
      setUpTitle: (inbox) => `Set-up of ${inbox}`,
      setUpDone: 'Everything is set up.',
      setUpRefused: 'Not everything worked: the messenger refused.',
      steps: { account: 'Account', webhook: 'Webhook', menu: 'Commands menu' },
      outcomes: { set: 'set', kept: 'in order already', removed: 'removed', refused: 'refused' },
      close: 'Close',
    },
  },
);
