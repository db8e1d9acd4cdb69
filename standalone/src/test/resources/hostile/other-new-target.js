// outcome: succeeded|failed
// asks for new.target and super outside of a class
return new.target;
