// outcome: failed
// goes through the keys of a typed array
for (const key in new Uint8Array(8e6)); return 1;
