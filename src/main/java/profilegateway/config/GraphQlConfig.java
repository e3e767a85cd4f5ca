package profilegateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What one operation is set to.
 *
 * @param schemaExtensions files or folders that declare a workspace's attributes
 * @param exampleAttributes whether the bundled example attributes are declared (sandbox mode, when no extension is given)
 * @param immutableIdentities identity types that may be looked up by, as mParticle spells them ({@code customer_id})
 * @param fieldsAtLeast parts that every call asks along, as the Profile API spells them; often empty
 * @param operationTimeout the longest an operation takes
 * @param introspection who may have the schema told
 * @param plan whether plain operations are executed by a plan, without the GraphQL engine
 */
public record GraphQlConfig(
    List<Path> schemaExtensions,
    boolean exampleAttributes,
    Set<String> immutableIdentities,
    Set<String> fieldsAtLeast,
    Duration operationTimeout,
    Introspection introspection,
    boolean plan) {}
