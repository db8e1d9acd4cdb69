package io.scriptmaster.processors.entities;

/**
 * What a command asks to save. A body that breaks a rule can not be constructed: {@link
 * InvalidFieldException}.
 */
public sealed interface CommandBody
    permits SaveTenant,
        SaveScript,
        RestoreRevision,
        SaveListener,
        SaveAppConfig,
        SaveSchedule,
        SaveCustomField,
        SaveWebTrigger,
        SaveSecret,
        SaveDataKey,
        SaveApiToken,
        TouchApiToken {}
