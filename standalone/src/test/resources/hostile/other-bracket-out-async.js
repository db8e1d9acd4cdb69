// outcome: failed
// closes the function and adds another
return 1; }; export default function () { return 'ESCAPED'; } async () => {
