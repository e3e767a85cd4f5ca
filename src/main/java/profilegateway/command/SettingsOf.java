package profilegateway.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParseResult;
import profilegateway.config.declared.Mode;
import profilegateway.config.declared.Problem;
import profilegateway.config.reading.Settings;
import profilegateway.config.reading.SettingsReader;
import profilegateway.config.reading.WrongSettings;
import profilegateway.sandbox.SandboxAccount;

/** The settings that a command runs with. */
final class SettingsOf {
  private SettingsOf() {}

  /** Reads them, with the sandbox's own account where a sandbox is asked and no other is set. */
  static Settings read(Shell shell, ParseResult parsed, Mode mode) throws WrongSettings {
    return read(shell, SettingFlags.given(parsed), mode);
  }

  /**
   * Reads them, as the other does.
   *
   * @param given the flags that were given, each with its values
   */
  static Settings read(Shell shell, Map<String, List<String>> given, Mode mode)
      throws WrongSettings {
    return new SettingsReader(shell.directory(), shell.environment())
        .read(mode, given, mode.hasSandbox() ? account() : Map.of());
  }

  private static Map<String, String> account() {
    SandboxAccount account = SandboxAccount.DEFAULT;
    return Map.of(
        "MPARTICLE_CLIENT_ID", account.clientId(),
        "MPARTICLE_CLIENT_SECRET", account.clientSecret(),
        "MPARTICLE_AUDIENCE", account.audience(),
        "MPARTICLE_ORG_ID", account.orgId(),
        "MPARTICLE_ACCOUNT_ID", account.accountId(),
        "MPARTICLE_WORKSPACE_ID", account.workspaceId());
  }

  /** Everything that is wrong, a sentence each. */
  static List<String> problems(WrongSettings wrong) {
    return wrong.problems().stream().map(Problem::sentence).toList();
  }

  /** Says everything that is wrong, one line each. */
  static int refuse(Shell shell, WrongSettings wrong) {
    int count = wrong.problems().size();
    String problems = count == 1 ? "1 problem" : count + " problems";
    shell.err().println(problems + " with the settings; nothing was started:");
    wrong.problems().forEach(problem -> shell.err().println("  " + problem.sentence()));
    return ExitCode.CONFIG;
  }
}
