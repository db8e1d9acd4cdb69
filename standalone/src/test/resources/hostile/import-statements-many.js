// outcome: failed
// names so many things to import that to find the place of each would take minutes
// repeated: 18000
import"#";
