// outcome: succeeded|failed
// exports names of the platform
export const scriptmasterLoaded = 'mine';
export const sm = null;
export const event = null;
export default () => 'done';
