import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { asProblem, type Problem } from '../api/problem.ts';
import { useProblemWords } from './problem-words.ts';
import { readAnew } from './read-anew.ts';
import { toast } from './toasts.tsx';

interface ChangeOptions<Input, Output> {
  /** The call of the api. */
  readonly run: (input: Input) => Promise<Output>;
  /** What is shown anew afterwards, whether it went well or not: the beginnings of query keys. */
  readonly touches: readonly QueryKey[];
  readonly onDone?: (output: Output, input: Input) => unknown;
  /** Answers the words for this problem; undefined: the usual ones. `false`: it is told elsewhere. */
  readonly explain?: (problem: Problem) => string | false | undefined;
}

/** A change of something: `change.mutate(input)`; what went wrong is told in a toast, in words. */
export const useChange = <Input = void, Output = unknown>(options: ChangeOptions<Input, Output>) => {
  const { run, touches, onDone, explain } = options;
  const queries = useQueryClient();
  const words = useProblemWords();
  return useMutation<Output, Error, Input>({
    mutationFn: run,
    onSuccess: (output, input) => void onDone?.(output, input),
    onError: (error) => {
      const problem = asProblem(error);
      const own = explain?.(problem);
      if (own !== false) toast.failed(own ?? words(problem));
    },
    onSettled: () => Promise.all(touches.map((queryKey) => readAnew(queries, queryKey))),
  });
};
