package io.scriptmaster.api.http;

/**
 * One method of one path, and who may call it.
 *
 * @param method such as {@code GET}
 * @param path with its parameters in braces
 * @param access whether a token is needed
 * @param permission what its holder needs
 */
public record Route(String method, String path, Access access, Permission permission) {}
