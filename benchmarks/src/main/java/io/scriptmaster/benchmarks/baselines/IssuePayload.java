package io.scriptmaster.benchmarks.baselines;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What the Java application reads of a payload. */
@JsonIgnoreProperties(ignoreUnknown = true)
record IssuePayload(int n, String reporter, String project, int votes) {}
