import type { Content } from './content.ts';
import type { Plan } from './plan.ts';
import type { WeighedGroup } from './weigh.ts';

/** Finds the documents worth ranking: those with the highest plain sum of weights. */
export interface Collector {
  /** At least `wanted` of them where so many match, more where they tie. */
  collect(content: Content, plan: Plan, wanted: number, withHidden: boolean): readonly number[];
  readonly bytes: number;
}

/** A group that is in so many documents is left to the ranking, unless it decides. */
const FREQUENT = { least: 3_000, share: 0.12 };
/** A document that only the groups still to come could bring is not among the best when they weigh less than this. */
const STILL_OPEN = 0.6;
const FEW = 200;
const DECIDES = 0.5;
const MOST_TIES = 600;
const STEPS = 256;

/** Keeps its scratch memory between queries: one float, one stamp and one number per document. */
export const createCollector = (): Collector => {
  let sums = new Float32Array(0);
  let stamps = new Uint16Array(0);
  let found = new Int32Array(0);
  let stamp = 0;

  const makeRoom = (documents: number): void => {
    if (sums.length >= documents) return;
    const room = Math.ceil(documents * 1.3) + 1024;
    sums = new Float32Array(room);
    stamps = new Uint16Array(room);
    found = new Int32Array(room);
    stamp = 0;
  };

  const nextStamp = (): number => {
    if (stamp === 0xffff) {
      stamps.fill(0);
      stamp = 0;
    }
    return ++stamp;
  };

  /** Where words were typed, only they bring documents: the others add to what those have found. */
  const carryingFirst = ({ groups, hasWords }: Plan): readonly WeighedGroup[] =>
    hasWords ? [...groups].sort((a, b) => Number(b.carries) - Number(a.carries)) : groups;

  const lengthOf = (content: Content, group: WeighedGroup): number =>
    group.candidates.reduce((sum, { term }) => sum + content.postings.lengthOf(term), 0);

  /** Adds each document's best candidate of every group to its sum. */
  const addUp = (
    content: Content,
    { groups, hasWords }: Pick<Plan, 'groups' | 'hasWords'>,
    withHidden: boolean,
  ): { count: number; most: number } => {
    const { postings, documents } = content;
    const limit = Math.max(FREQUENT.least, content.lexicon.documents * FREQUENT.share);
    const heaviest = groups[0]?.weight ?? 0;
    let rest = groups.reduce((sum, group) => sum + group.weight, 0);
    let count = 0;
    let most = 0;
    for (const group of groups) {
      const isOpen = count < FEW || rest > most * STILL_OPEN;
      const mayBring = isOpen && (!hasWords || group.carries);
      rest -= group.weight;
      if (count > 0 && lengthOf(content, group) > limit && (!isOpen || group.weight < heaviest * DECIDES))
        continue;
      const mine = nextStamp();
      for (const { term, similarity } of group.candidates) {
        const value = similarity * group.weight;
        const list = postings.listOf(term);
        for (let at = 0; at < list.length; at++) {
          const document = list[at] as number;
          if (stamps[document] === mine) continue;
          stamps[document] = mine;
          const before = sums[document] as number;
          if (before === 0) {
            if (!mayBring || !documents.isFindable(document, withHidden)) continue;
            found[count++] = document;
          }
          const sum = before + value;
          sums[document] = sum;
          if (sum > most) most = sum;
        }
      }
    }
    return { count, most };
  };

  /** The sum that about `wanted` documents reach, by a histogram. */
  const threshold = (count: number, most: number, wanted: number): number => {
    if (count <= wanted) return 0;
    const steps = new Int32Array(STEPS + 1);
    for (let at = 0; at < count; at++) {
      const step = (((sums[found[at] as number] as number) * STEPS) / most) | 0;
      steps[step] = (steps[step] as number) + 1;
    }
    let reached = 0;
    let step = STEPS;
    for (; step > 0; step--) {
      reached += steps[step] as number;
      if (reached >= wanted) break;
    }
    return (step * most) / STEPS - 1e-5;
  };

  return {
    collect: (content, plan, wanted, withHidden) => {
      makeRoom(content.documents.size);
      const { count, most } = addUp(content, { ...plan, groups: carryingFirst(plan) }, withHidden);
      const least = threshold(count, most, wanted);
      const limit = Math.max(MOST_TIES, wanted);
      const best: number[] = [];
      for (let at = 0; at < count; at++) {
        const document = found[at] as number;
        if ((sums[document] as number) >= least && best.length < limit) best.push(document);
        sums[document] = 0;
      }
      return best;
    },
    get bytes() {
      return sums.byteLength + stamps.byteLength + found.byteLength;
    },
  };
};
