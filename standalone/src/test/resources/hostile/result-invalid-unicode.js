// outcome: succeeded|failed
// returns keys that are half a character
return { ['\ud800']: '\udc00', '\u0000': 1 };
