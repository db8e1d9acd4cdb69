/** Shows when schedules come due and what became of their slots; runs, pauses and resumes them. */
package io.scriptmaster.api.schedules;
