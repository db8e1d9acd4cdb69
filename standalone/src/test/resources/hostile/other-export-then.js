// outcome: succeeded|failed
// exports a then, so that the module is a thenable
export function then(ok) { ok('ESCAPED'); }
export default () => 'own';
