/** An adjective by its end. */
export const ADJECTIVE = /(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ую|юю|ых|их|ым|им)$/u;
/** «Сцепление», «покрытие»: nouns, unlike «задние». */
export const VERBAL_NOUN = /(?:[еая]н|[яы]т|стви|ци)ие$/u;
/** In the nominative plural: the thing itself is counted, «2 коробки распределительные». */
export const PLURAL_ADJECTIVE = /(?:ые|ие|ый|ая|ое|ую)$/u;
/** «10 кг минтая»: no genitive of an adjective, so a noun where a weight stands before it. */
export const NO_GENITIVE = /[ая]я$/u;
/** «Зимних», «синих». */
export const GENITIVE_PLURAL_ADJECTIVE = /(?:ых|их)$/u;
/** «12 модулей», «10 зубьев»: what is counted before a longer number. */
export const GENITIVE_PLURAL = /(?:ов|ев|ей)$/u;
/** «2 сетки», «3 прутка»: the form of a noun behind two, three and four. */
export const FEW = /[аяыи]$/u;
/** «10 карт», «5 прутков»: the form behind five and more; not «35 плотн.». */
export const MANY = /(?:ей|[аеиоуыэюя][бвгджзклмнпрстфхцчшщ])$|^\p{L}{2}[бвгджзклмнпрстфхцчшщ]{2}$/u;
/** «3 секционный»: one of three sections. */
export const SINGULAR_ADJECTIVE = /(?:ый|ий|ой|ая|яя|ое|ее)$/u;
/** Cannot stand behind five and more: «труба 20 муфта». */
export const SINGULAR_NOUN = /[аяое]$/u;
/** «Белой краски», «красного вина». */
export const GENITIVE_ADJECTIVE = /[гй]о$|ой$|[ыи]х$/u;
/** Any vowel of Russian. */
export const VOWEL = /[аеиоуыэюя]/u;
/** How a word ends that was cut short. */
export const CUT_END = /[^аеиоуыэюяйь]$/u;
/** A word in small Russian letters. */
export const CYRILLIC_WORD = /^[а-яё]{3,}$/u;
/** The accusative of a feminine noun: «цемента пачку» is asked for, «пачка» may be a name. */
export const ACCUSATIVE = /у$/u;
/** May be the genitive of a noun: «мешок цемента». */
export const GENITIVE = /(?:а|я|ы|и|у|ов|ев|ей|ек|ок|[бвгджзклмнпрстфхцчшщ]|ого|его|ой|их|ых)$/u;
/** «Свечи зажигания», «щетки дворников»: tells which, rather than names the next thing. */
export const GENITIVE_NAME = /(?:ия|ов|ев|ей|ого|его)$/u;
