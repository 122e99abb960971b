import { defineTexts, plural } from '#kernel/locale.ts';

/** The words about parts of the office: their names, their figures, what ails them, and what helps. */
export const healthTexts = defineTexts(
  {
    states: { ok: 'работает', degraded: 'требует внимания', down: 'не работает', off: 'выключено' },
    parts: {
      database: 'База данных',
      workers: 'Обработка сообщений',
      inbox: 'Канал',
      outgoing: 'Отправка',
      dead_letters: 'Необработанное',
      storage: 'Диск',
      process: 'Процесс',
      proxy: 'Прокси',
      exchange: 'Обмен',
      search: 'Поиск',
      assistant: 'Разбор заказов',
      webhooks: 'Оповещение других систем',
      module: 'Модуль',
    },
    names: {
      webchat: 'Веб-чат',
      telegram: 'Telegram',
      rocketchat: 'Rocket.Chat',
      erp: 'ERP',
      crm: 'CRM',
      onec: '1C',
      gigachat: 'GigaChat',
      openai: 'OpenAI',
      assistant: 'Разбор заказов',
    },
    figures: {
      unknown: 'не удалось спросить',
      database: (kind: 'embedded' | 'external', version: string, time: string, size: string) =>
        `PostgreSQL ${version}${kind === 'embedded' ? ', встроенная' : ''}, ответ ${time}, ${size}`,
      workersIdle: 'очередь пуста',
      workersBusy: (count: string) => `в очереди ${count}`,
      heard: (ago: string) => `последнее сообщение ${ago}`,
      notHeard: 'сообщений ещё не было',
      outgoingFine: 'всё отправлено',
      outgoingWaits: (count: string) => `ждут отправки: ${count}`,
      outgoingLost: (count: string) => `не дошло за сутки: ${count}`,
      none: 'нет',
      free: (bytes: string) => `свободно ${bytes}`,
      process: (memory: string, lag: string) => `память ${memory}, задержка ${lag}`,
      proxyFine: 'адреса посетителей известны',
      fetched: (age: string) => `товары получены, прошло ${age}`,
      notFetched: 'товары ещё не получены',
      searchReady: (products: string) => `товаров в поиске: ${products}`,
      searchBuilding: (share: string) => `готовится, ${share}`,
      notAsked: (model: string) => `${model}, временно не спрашивается`,
      readsAlone: 'читает свой разбор, нейросеть не подключена',
      needs: (key: string) => `нет настройки ${key}`,
    },
    ills: {
      start_database: 'База данных не отвечает',
      speed_up_database: (time: string) => `База данных отвечает медленно: ${time}`,
      allow_more_connections: (count: string, most: string) =>
        `Соединений с базой почти не осталось: занято ${count} из ${most}`,
      start_worker: (count: number, words: string, time: string) =>
        `Сообщения никто не обрабатывает: ${words} ${plural('ru', count, { one: 'ждёт', other: 'ждут' })} уже ${time}`,
      add_workers: (time: string) => `Обработка не успевает: самое старое сообщение ждёт ${time}`,
      inbox: (name: string) => `${name}: канал работает не так, как должен`,
      see_deliveries: (count: number, words: string) =>
        `${words} ${plural('ru', count, {
          one: 'сообщение за сутки не дошло или могло не дойти',
          few: 'сообщения за сутки не дошли или могли не дойти',
          other: 'сообщений за сутки не дошли или могли не дойти',
        })}`,
      wait_for_channel: (count: string, time: string) =>
        `Не отправляется: ${count}, самое старое ждёт ${time}`,
      see_dead_letters: (count: number, words: string) =>
        `${words} ${plural('ru', count, { one: 'сообщение', few: 'сообщения', other: 'сообщений' })} не удалось обработать`,
      free_disk: (bytes: string) => `На диске мало места: ${bytes}`,
      give_more_processor: (time: string) => `Процесс не успевает: задержка ${time}`,
      give_more_memory: (memory: string, most: string) =>
        `Память процесса кончается: занято ${memory} из ${most}`,
      set_trust_proxy: (peer: string) => `Запросы приходят через прокси ${peer}, которому не велено доверять`,
      see_exchange: (name: string) => `${name}: товары давно не обновлялись или последний запрос не удался`,
      see_search: 'Поиск не отвечает',
      see_assistant: (name: string) => `${name} не отвечает: заказы разбираются без этой модели`,
      see_webhooks: (count: number, words: string) =>
        `${words} ${plural('ru', count, {
          one: 'событие за сутки не удалось передать',
          few: 'события за сутки не удалось передать',
          other: 'событий за сутки не удалось передать',
        })} другим системам`,
      see_log: (name: string) => `${name}: не удалось проверить`,
    },
    cures: {
      start_database:
        'Запустите PostgreSQL или проверьте DATABASE_URL. Встроенная база поднимется, если перезапустить Контору.',
      speed_up_database: 'Посмотрите, чем занят сервер базы: диск, процессор, чужие запросы.',
      allow_more_connections: 'Увеличьте max_connections у PostgreSQL или уменьшите DATABASE_POOL_SIZE.',
      start_worker: 'Запустите процесс с ролью worker в KONTORA_ROLES или перезапустите Контору.',
      add_workers:
        'Добавьте процесс с ролью worker или дайте серверу больше процессора. Причина может быть и в журнале.',
      see_inboxes: 'Откройте «Каналы»: там причина и что сделать.',
      see_deliveries: 'Откройте «Отправку», прочтите причины и отправьте заново то, что важно.',
      wait_for_channel:
        'Мессенджер просит подождать или недоступен. Контора пробует сама; если долго — проверьте канал.',
      see_dead_letters: 'Откройте «Необработанное», прочтите причину, исправьте её и обработайте заново.',
      free_disk: 'Освободите место: пока его меньше 1 ГБ, файлы от людей не принимаются.',
      give_more_processor: 'Дайте серверу больше процессора или вынесите worker в отдельный процесс.',
      give_more_memory: 'Дайте серверу больше памяти и перезапустите Контору.',
      set_trust_proxy:
        'Впишите его в TRUST_PROXY и перезапустите Контору: иначе все посетители для неё — один адрес с одним ограничением на всех.',
      see_exchange: 'Откройте «Загрузки»: там причина и кнопка, которая запрашивает товары сейчас.',
      see_search: 'Поднимется сам за несколько секунд. Если нет — причина в журнале: backend/logs/main.log.',
      see_assistant: 'Откройте «Разбор заказов»: там причина и что сделать.',
      see_webhooks: 'Откройте «Интеграции»: там ответы систем и кнопка, которая отправляет заново.',
      set_keys: 'Чтобы включить, впишите настройку в .env и перезапустите Контору.',
      see_log: 'Причина записана в журнале: backend/logs/main.log.',
    },
    troubles: {
      unauthorized: 'Мессенджер не принимает токен: впишите верный и перезапустите Контору.',
      unreachable: 'Мессенджер недоступен с этого сервера: проверьте сеть и прокси.',
      late: 'Мессенджер не ответил вовремя: проверьте сеть сервера.',
      webhook_missing: 'Webhook не установлен: откройте каналы и настройте канал заново.',
      webhook_foreign: 'Webhook ведёт на чужой адрес: откройте каналы и настройте канал заново.',
      webhook_blocks_polling:
        'У бота стоит webhook, и опрос ничего не получает: откройте каналы и настройте заново.',
      webhook_failing:
        'Мессенджер не может достучаться до нашего webhook: проверьте PUBLIC_URL и сертификат.',
      webhook_behind: 'У мессенджера копятся сообщения для нас: проверьте, успевает ли сервер отвечать.',
      second_poller:
        'Тот же токен опрашивает кто-то ещё: остановите второй процесс или выпустите новый токен.',
      slowed_down: 'Мессенджер просит писать реже. Контора подождёт и отправит всё сама.',
      work_stuck: 'Услышанное не обрабатывается: посмотрите на обработку сообщений.',
    },
    open: (page: string) => `Открыть «${page}»`,
  },
  {
    en: {
      states: { ok: 'works', degraded: 'needs attention', down: 'does not work', off: 'is off' },
      parts: {
        database: 'Database',
        workers: 'Message work',
        inbox: 'Inbox',
        outgoing: 'Outgoing messages',
        dead_letters: 'Dead letters',
        storage: 'Disk',
        process: 'Process',
        proxy: 'Proxy',
        exchange: 'Exchange',
        search: 'Search',
        assistant: 'Order reading',
        webhooks: 'Other systems',
        module: 'Module',
      },
      names: {
        webchat: 'Web chat',
        telegram: 'Telegram',
        rocketchat: 'Rocket.Chat',
        erp: 'ERP',
        crm: 'CRM',
        onec: '1C',
        gigachat: 'GigaChat',
        openai: 'OpenAI',
        assistant: 'Order reading',
      },
      figures: {
        unknown: 'could not be asked',
        database: (kind, version, time, size) =>
          `PostgreSQL ${version}${kind === 'embedded' ? ', embedded' : ''}, answers in ${time}, ${size}`,
        workersIdle: 'nothing waits',
        workersBusy: (count) => `${count} waiting`,
        heard: (ago) => `last message ${ago}`,
        notHeard: 'no messages yet',
        outgoingFine: 'everything is sent',
        outgoingWaits: (count) => `${count} waiting to be sent`,
        outgoingLost: (count) => `${count} lost in 24 hours`,
        none: 'none',
        free: (bytes) => `${bytes} free`,
        process: (memory, lag) => `memory ${memory}, lag ${lag}`,
        proxyFine: 'addresses of visitors are known',
        fetched: (age) => `goods were fetched, ${age} have passed`,
        notFetched: 'no goods were fetched yet',
        searchReady: (products) => `products searched: ${products}`,
        searchBuilding: (share) => `getting ready, ${share}`,
        notAsked: (model) => `${model}, not asked for now`,
        readsAlone: 'our own parser reads, no language model is connected',
        needs: (key) => `the setting ${key} is missing`,
      },
      ills: {
        start_database: 'The database does not answer',
        speed_up_database: (time) => `The database answers slowly: ${time}`,
        allow_more_connections: (count, most) =>
          `The database has hardly any connections left: ${count} of ${most} are taken`,
        start_worker: (count, words, time) =>
          `Nobody works the messages: ${words} ${plural('en', count, { one: 'has', other: 'have' })} waited for ${time}`,
        add_workers: (time) => `The work falls behind: the oldest message waits for ${time}`,
        inbox: (name) => `${name}: the inbox does not work as it should`,
        see_deliveries: (count, words) =>
          `${words} ${plural('en', count, { one: 'message', other: 'messages' })} of 24 hours did not arrive, or may not have`,
        wait_for_channel: (count, time) => `${count} cannot be sent, the oldest waits for ${time}`,
        see_dead_letters: (count, words) =>
          `${words} ${plural('en', count, { one: 'message', other: 'messages' })} could not be worked`,
        free_disk: (bytes) => `The disk is nearly full: ${bytes} left`,
        give_more_processor: (time) => `The process falls behind: its lag is ${time}`,
        give_more_memory: (memory, most) => `The process runs out of memory: ${memory} of ${most} are taken`,
        set_trust_proxy: (peer) => `Requests come through the proxy ${peer}, which is not trusted`,
        see_exchange: (name) => `${name}: the goods are old, or could not be fetched the last time`,
        see_search: 'Search does not answer',
        see_assistant: (name) => `${name} does not answer: orders are read without this model`,
        see_webhooks: (count, words) =>
          `${words} ${plural('en', count, {
            one: 'event of the last day could not be passed on',
            other: 'events of the last day could not be passed on',
          })} to other systems`,
        see_log: (name) => `${name}: could not be checked`,
      },
      cures: {
        start_database:
          'Start PostgreSQL, or check DATABASE_URL. The embedded one starts again together with Kontora.',
        speed_up_database: 'Look what keeps the database server busy: disk, processor, other queries.',
        allow_more_connections: 'Raise max_connections of PostgreSQL, or lower DATABASE_POOL_SIZE.',
        start_worker: 'Start a process with the role worker in KONTORA_ROLES, or restart Kontora.',
        add_workers:
          'Add a process with the role worker, or give the server more processor. The log may know more.',
        see_inboxes: 'Open the inboxes: the reason is there, and what to do.',
        see_deliveries: 'Open the deliveries, read the reasons, and send again what matters.',
        wait_for_channel:
          'The messenger asks to wait, or cannot be reached. Kontora keeps trying; if it takes long, look at the inbox.',
        see_dead_letters: 'Open the dead letters, read the reason, mend it, and work them again.',
        free_disk: 'Make room: below 1 GB no file of anybody is taken.',
        give_more_processor: 'Give the server more processor, or move the worker into a process of its own.',
        give_more_memory: 'Give the server more memory and restart Kontora.',
        set_trust_proxy:
          'Name it in TRUST_PROXY and restart Kontora: until then all visitors are one address with one limit for all.',
        see_exchange: 'Open the imports: they tell the reason, and a button fetches the goods now.',
        see_search:
          'It comes back by itself within seconds. If not, the reason is in the log: backend/logs/main.log.',
        see_assistant: 'Open “Order reading”: it says why, and what to do.',
        see_webhooks: 'Open “Integrations”: it has the answers of the systems and a button that sends again.',
        set_keys: 'To switch it on, put the setting into .env and restart Kontora.',
        see_log: 'The reason is in the log: backend/logs/main.log.',
      },
      troubles: {
        unauthorized: 'The messenger refuses the token: put in the right one and restart Kontora.',
        unreachable: 'The messenger cannot be reached from this server: check network and proxy.',
        late: 'The messenger did not answer in time: check the network of the server.',
        webhook_missing: 'The webhook is not set: open the inboxes and set this one up again.',
        webhook_foreign: 'The webhook leads elsewhere: open the inboxes and set this one up again.',
        webhook_blocks_polling:
          'The bot has a webhook, so that polling gets nothing: open the inboxes and set this one up again.',
        webhook_failing: 'The messenger cannot reach our webhook: check PUBLIC_URL and the certificate.',
        webhook_behind: 'Messages for us pile up at the messenger: check whether the server keeps up.',
        second_poller:
          'Somebody else polls with the same token: stop the other process, or make a new token.',
        slowed_down: 'The messenger asks us to write less often. Kontora waits and sends everything itself.',
        work_stuck: 'What was heard is not worked: look at the message work.',
      },
      open: (page) => `Open ${page}`,
    },
  },
);

export type HealthTexts = (typeof healthTexts)['ru'];
