// outcome: failed
// imports more libraries than there can be
// repeated: 14000
import"lib/#";
