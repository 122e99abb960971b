import { createAssignment, MOST_TERMS } from './assignment.ts';
import type { Lexicon } from './lexicon.ts';
import type { Plan } from './plan.ts';
import { rarityAmong } from './rarity.ts';
import type { WeighedGroup } from './weigh.ts';

/**
 * Scores documents of one query: what the groups they meet weigh, less for titles that say much more and for
 * those of another kind of product, more for the first word and for words that stand together; zero where they
 * are no answer at all. Scores are comparable within one plan. A document is the numbers of its terms, in order, -1 where one is unknown.
 */
export type Ranker = (terms: ArrayLike<number>, length: number) => number;

const WITHOUT_TYPE = 0.55;
const UNCOVERED_TITLE = 0.15;
const NUMBER_IN_TITLE = 0.7;
const HEAD = { share: 0.2, heaviest: 5 };
const NEIGHBOURS = { each: 0.04, most: 4, farthest: 3 };

/** One sure word is; a faint one beside another or beside a number; numbers alone are not where words were typed. */
const isEnough = ({ sure, faint, numbers }: { sure: number; faint: number; numbers: number }): boolean =>
  sure > 0 || (faint > 0 && faint + numbers > 1);

export const createRanker = (lexicon: Lexicon, { groups, hasWords }: Plan): Ranker => {
  const rarity = rarityAmong(lexicon.documents);
  const assignment = createAssignment(groups);
  const inTypedOrder = groups
    .map(({ place }, group) => ({ place, group }))
    .filter(({ place }) => place > 0)
    .sort((a, b) => a.place - b.place)
    .map(({ group }) => group);

  const headOf = (terms: ArrayLike<number>, length: number): number => {
    for (let place = 0; place < length; place++) if (lexicon.isWord(terms[place] as number)) return place;
    return -1;
  };

  /** Which part of what the title says was asked for. */
  const titleCoverage = (terms: ArrayLike<number>, length: number): number => {
    let all = 0;
    let asked = 0;
    for (let place = 0; place < length; place++) {
      const term = terms[place] as number;
      const isNumber = lexicon.isNumber(term);
      if (!isNumber && !lexicon.isWord(term)) continue;
      const mass = rarity(lexicon.frequencyOf(term)) * (isNumber ? NUMBER_IN_TITLE : 1);
      all += mass;
      if (assignment.isTaken(place)) asked += mass;
    }
    return all === 0 ? 0 : asked / all;
  };

  /** How many words that follow each other in the query do so in the title. */
  const countNeighbours = (): number => {
    let neighbours = 0;
    let before = -1;
    for (const group of inTypedOrder) {
      const place = assignment.placeOf(group);
      if (place < 0) continue;
      if (before >= 0 && place > before && place - before <= NEIGHBOURS.farthest) neighbours++;
      before = place;
    }
    return Math.min(NEIGHBOURS.most, neighbours);
  };

  return (terms, size) => {
    const length = Math.min(size, MOST_TERMS);
    assignment.assign(terms, length);
    const head = headOf(terms, length);
    let sum = 0;
    let lacksType = false;
    const evidence = { sure: 0, faint: 0, numbers: 0 };
    for (let at = 0; at < groups.length; at++) {
      const { kind, weight, isFullWord, isProductType, carries } = groups[at] as WeighedGroup;
      const candidate = assignment.candidateOf(at);
      const similarity = candidate?.similarity ?? 0;
      if (candidate !== null) {
        if (!carries) evidence.numbers += kind === 'number' ? 1 : 0;
        else if (candidate.faint === true) evidence.faint++;
        else evidence.sure++;
      }
      if (similarity === 0 && isProductType) lacksType = true;
      sum += similarity * weight;
      if (isFullWord && head >= 0 && assignment.placeOf(at) === head) {
        sum += HEAD.share * similarity * Math.min(weight, HEAD.heaviest);
      }
    }
    if (hasWords && !isEnough(evidence)) return 0;
    const type = lacksType ? WITHOUT_TYPE : 1;
    const brevity = 1 - UNCOVERED_TITLE * (1 - titleCoverage(terms, length));
    return sum * type * brevity * (1 + NEIGHBOURS.each * countNeighbours());
  };
};
