/**
 * The shell script that runs the server (its arguments) and stands between it and Node: it prints the
 * server's pid, ends with the server's exit code, and stops the server when standard input closes,
 * which is what happens when Node dies, however it dies.
 */
export const WATCHDOG = `
exec 3<&0 </dev/null
"$@" 3<&- >&2 &
server=$!
echo $server
exec >&2
{ read -r _ <&3; kill -INT $server; } &
watch=$!
exec 3<&-
wait $server
code=$?
kill $watch 2>/dev/null
exit $code
`;
