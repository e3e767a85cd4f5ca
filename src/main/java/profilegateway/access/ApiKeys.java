package profilegateway.access;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import profilegateway.access.Caller.Kind;
import profilegateway.access.Caller.Scopes;

/**
 * The keys that servers call with: a line each in a file, with the SHA-256 of the key, the server's name and its
 * scopes. Keys are random and long, so that a plain hash keeps them; the keys themselves are nowhere.
 */
final class ApiKeys {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]+");
  static final String NAMES = "a name has 1 to 64 letters, digits, dots, - and _";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
  private static final int HASH_DIGITS = 64;
  private static final int LONGEST_KEY = 512;
  private static final String NOTHING = Sha256.of("");

  private final Map<String, Caller> callers;

  /**
   * Opens a file of keys. Blocks.
   *
   * @throws UnusableFile when it cannot be used
   */
  static WatchedFile<ApiKeys> in(Path path, AccessEvents events) {
    return new WatchedFile<>("GATEWAY_API_KEYS_FILE", path, ApiKeys::read, events);
  }

  private ApiKeys(Map<String, Caller> callers) {
    this.callers = Map.copyOf(callers);
  }

  /**
   * Reads the lines of a file.
   *
   * @throws UnusableFile naming the line, and nothing that stands in it
   */
  static ApiKeys read(String text) {
    Map<String, Caller> callers = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String entry = line.strip();
      if (!entry.isEmpty() && !entry.startsWith("#")) {
        addTo(callers, entry, "line " + number);
      }
    }
    return new ApiKeys(callers);
  }

  private static void addTo(Map<String, Caller> callers, String entry, String line) {
    String[] words = BLANKS.split(entry, -1);
    if (words.length < 2 || words.length > 3) {
      throw new UnusableFile(line + " is not: hash, name, scopes (with commas between them)");
    }
    String hash = checked(words[0].toLowerCase(Locale.ROOT), line);
    if (!isName(words[1])) {
      throw new UnusableFile(line + ": " + NAMES);
    }
    Set<String> scopes = new LinkedHashSet<>();
    for (String scope : words.length == 3 ? words[2].split(",", -1) : new String[0]) {
      if (!SCOPE.matcher(scope).matches()) {
        throw new UnusableFile(line + ": there is a scope that no scope can be called");
      }
      scopes.add(scope);
    }
    Caller caller =
        new Caller(null, null, new Scopes(false, scopes), Kind.API_KEY, "key:" + words[1]);
    if (callers.put(hash, caller) != null) {
      throw new UnusableFile(line + " has the hash of a line before");
    }
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private static String checked(String hash, String line) {
    if (!HEX.matcher(hash).matches()) {
      throw new UnusableFile(line + ": the hash is not written in digits and letters a to f");
    }
    if (hash.length() != HASH_DIGITS) {
      throw new UnusableFile(
          line + ": the hash has " + hash.length() + " digits; a SHA-256 has " + HASH_DIGITS);
    }
    if (hash.equals(NOTHING)) {
      throw new UnusableFile(line + " has the hash of an empty key");
    }
    return hash;
  }

  /**
   * Whose key it is. Only hashes are compared, so the time it takes says nothing of any key.
   *
   * @throws Refusal when it is nobody's
   */
  Caller caller(String key) throws Refusal {
    Caller caller = key.length() > LONGEST_KEY ? null : callers.get(Sha256.of(key));
    if (caller == null) {
      throw new Refusal(Refusal.Reason.API_KEY);
    }
    return caller;
  }
}
