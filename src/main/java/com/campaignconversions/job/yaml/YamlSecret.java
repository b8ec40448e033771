package com.campaignconversions.job.yaml;

import com.campaignconversions.job.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of a secret in a YAML file: a secret is named, never written down. */
public final class YamlSecret {
  /** What a message asks for where an access token is wanted. */
  public static final String TOKEN =
      "{env: NAME_OF_A_VARIABLE} or {file: PATH}, never the access token itself";

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

  private YamlSecret() {}

  /**
   * Reads {@code {env: NAME}} or {@code {file: PATH}}; null, and told without the value, where it
   * is neither.
   *
   * @param wanted what a message asks for
   * @param folder what the path of a file is relative to
   */
  public static @Nullable Secret read(YamlValue value, String wanted, Path folder) {
    if (!value.isMap()) {
      value.problem("stands here in clear (not repeated); write " + wanted);
      return null;
    }
    YamlMap map = YamlMap.withSecrets(value, wanted, List.of("env", "file"));
    YamlValue env = map == null ? null : map.get("env");
    YamlValue file = map == null ? null : map.get("file");
    if ((env == null) == (file == null)) {
      value.problem("wants exactly one of env and file; write " + wanted);
      return null;
    }
    if (env != null) {
      String name = env.text("the name of an environment variable", 1000);
      if (name != null && !VARIABLE.matcher(name).matches()) {
        env.problem(
            "is not the name of an environment variable (not repeated): letters, digits and _");
      }
      return name == null ? null : new Secret(Secret.SecretSource.ENVIRONMENT_VARIABLE, name);
    }
    String path = file == null ? null : file.text("the path of a file", 1000);
    Path absolute = file == null || path == null ? null : file.path(folder, path);
    return absolute == null ? null : new Secret(Secret.SecretSource.FILE, absolute.toString());
  }
}
