// outcome: failed
// exports by default what is no function
export default 42;
