package profilegateway;

import java.util.List;
import profilegateway.config.Settings;
import profilegateway.graphql.GatewaySchema;
import profilegateway.graphql.InvalidSchema;

/** Whether the workspace's attributes are declared as they should be. */
final class SchemaStep implements CheckCommand.Step {
  @Override
  public String name() {
    return "schema";
  }

  @Override
  public List<String> problems(Settings settings) {
    try {
      // Reading is the check.
      var unused = GatewaySchema.read(settings.gateway().graphql());
      return List.of();
    } catch (InvalidSchema invalid) {
      return invalid.problems();
    }
  }

  @Override
  public int exitCode() {
    return ExitCode.CONFIG;
  }
}
