/** Remembers what was made of up to `most` texts; then it forgets all of them and begins anew. */
export const remember = <Value>(most: number, make: (text: string) => Value): ((text: string) => Value) => {
  const known = new Map<string, Value>();
  return (text) => {
    const made = known.get(text);
    if (made !== undefined) return made;
    if (known.size >= most) known.clear();
    const value = make(text);
    known.set(text, value);
    return value;
  };
};
