import { folded } from './fold.ts';

/** What a hurried customer types, and what every right answer has in its title. */
export interface SpokenQuery {
  readonly text: string;
  /** Beginnings of words, and whole numbers; a bar parts what may stand for each other. */
  readonly wants: readonly string[];
}

/** Judged by hand against the synthetic catalogue. */
export const SPOKEN_QUERIES: readonly SpokenQuery[] = [
  { text: 'турба пвх20', wants: ['труб|гофротруб', 'пвх', '20'] },
  { text: 'nhe,f gd[', wants: ['труб|гофротруб', 'пвх'] },
  { text: 'truba pvh 20', wants: ['труб|гофротруб', 'пвх', '20'] },
  { text: 'муфты 1/2', wants: ['муфт', '1/2'] },
  { text: 'бош 125', wants: ['bosch', '125'] },
  { text: 'кран шаровый 3/4 бабочка', wants: ['кран', 'шаров', '3/4', 'бабочк'] },
  { text: 'rhfy ifhjdjq', wants: ['кран', 'шаров'] },
  { text: 'болгарка макита', wants: ['болгарк|ушм|шлифоваль', 'makita'] },
  { text: 'саморезы 3.5*35', wants: ['саморез', '3,5', '35'] },
  { text: 'самарез гипсокартон', wants: ['саморез', 'гипсокартон|гд|гм'] },
  { text: 'болт м8 40', wants: ['болт', 'м8', '40'] },
  { text: 'болты M10x60', wants: ['болт', 'м10', '60'] },
  { text: 'ввг 3*2.5', wants: ['кабел', 'ввг|аввг', '3', '2,5'] },
  { text: 'кабель 3 на 1.5', wants: ['кабел|провод', '3', '1,5'] },
  { text: 'автомат 16а', wants: ['автомат|автоматич', '16'] },
  { text: 'розетка двойная белая', wants: ['розетк', 'двойн', 'бел'] },
  { text: 'розетки леграндовские', wants: ['розетк', 'legrand'] },
  { text: 'лампочка e27 11 вт', wants: ['ламп', 'e27', '11'] },
  { text: 'смеситель для кухни сатин', wants: ['смес', 'кухн|мойк', 'сатин'] },
  { text: 'смисители на кухню', wants: ['смес', 'кухн|мойк'] },
  { text: 'унитаз косой выпуск', wants: ['унитаз', 'косой'] },
  { text: 'унетаз компакт', wants: ['унитаз', 'компакт'] },
  { text: 'ванна чугун 170', wants: ['ванн', 'чугун', '170'] },
  { text: 'зеркало 60 с подсветкой', wants: ['зеркал', '60', 'подсветк'] },
  { text: 'полотенцесушитель лесенка', wants: ['полотенцесуш|п/суш', 'лесенк'] },
  { text: 'труба 110 рыжая', wants: ['труб', '110', 'рыж'] },
  { text: 'отвод 110 45 градусов', wants: ['отвод|колен', '110', '45'] },
  { text: 'радиатор биметалл 10 секций', wants: ['радиатор', 'биметал', '10'] },
  { text: 'задвижка ду100', wants: ['задвижк|затвор', '100'] },
  { text: 'zadvizhka du 80', wants: ['задвижк', '80'] },
  { text: 'подводка для воды 60см', wants: ['подводк|шланг', 'вод', '60'] },
  { text: 'хомут червячный 16-27', wants: ['хомут', 'червяч', '16', '27'] },
  { text: 'дюбель гвоздь 6х40', wants: ['дюбел', 'гвозд', '6', '40'] },
  { text: 'эмаль пф 115 белая', wants: ['эмал', 'пф', '115', 'бел'] },
  { text: 'пена проф зимняя', wants: ['пен', 'проф', 'зимн'] },
  { text: 'силикон прозрачный', wants: ['герметик|клей', 'силикон', 'прозрач'] },
  { text: 'гипсокартон влагостойкий', wants: ['гипсокартон|гкл', 'влагост'] },
  { text: 'есть плиточный клей кнауф?', wants: ['кле', 'плиточ', 'knauf'] },
  { text: 'почем цемент м500', wants: ['цемент', 'м500'] },
  { text: 'диск отрезной 125х1.6', wants: ['диск|круг', 'отрезн', '125', '1,6'] },
  { text: 'перфаратор хилти', wants: ['перфоратор', 'hilti'] },
  { text: 'шурупаверт 18в', wants: ['шуруповерт|дрел', '18'] },
  { text: 'узо 25а 30ма', wants: ['узо', '25', '30'] },
  { text: 'насос циркуляционый 25/60', wants: ['насос', 'циркуляц', '25', '60'] },
  { text: 'гайка м16 din934', wants: ['гайк', 'м16', '934'] },
  { text: 'gaika m6', wants: ['гайк', 'м6'] },
  { text: 'лента фум', wants: ['лент', 'фум'] },
  { text: 'kfvgf cdtnjlbjlyfz', wants: ['ламп', 'светодиод'] },
];

/** Whether the title is a right answer; look-alikes, case and the sign of decimals do not count. */
export const answers = ({ wants }: SpokenQuery, title: string): boolean => {
  const text = folded(title).replaceAll('.', ',');
  return wants.every((want) => want.split('|').some((one) => holds(text, folded(one))));
};

const holds = (text: string, piece: string): boolean => {
  // 1/2 is no 1 1/2.
  const start = piece.includes('/') ? '(?<!\\d ?)' : /^\d/.test(piece) ? '(?<![\\d,])' : '(?<!\\p{L})';
  const end = /\d$/.test(piece) ? '(?!\\d|,\\d)' : '';
  return new RegExp(start + piece + end, 'u').test(text);
};
