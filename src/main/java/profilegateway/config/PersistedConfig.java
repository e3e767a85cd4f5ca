package profilegateway.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Which operations may be asked by an id in place of their text, and whether any others may be asked.
 *
 * @param manifests files or folders of trusted documents; none when {@code mode} is off
 * @param mode what becomes of operations that are not among them
 * @param automatic whether clients may register documents by their hash
 */
public record PersistedConfig(List<Path> manifests, PersistedMode mode, boolean automatic) {}
