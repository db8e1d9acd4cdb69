// outcome: failed|timed_out
// returns a promise that never settles
export default () => new Promise(() => {});
