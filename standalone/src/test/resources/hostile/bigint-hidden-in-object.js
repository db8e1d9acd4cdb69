// outcome: failed
// hands a long text over to BigInt by toString
return BigInt({ toString: () => '9'.repeat(16e6) }) > 1n;
