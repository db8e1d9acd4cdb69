// outcome: failed
// imports a file before it runs
import text from 'file:///etc/passwd';
export default () => 'ESCAPED';
