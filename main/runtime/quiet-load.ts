/**
 * TensorFlow's libraries greet on stderr while they are being loaded, before any log level is read, so no setting silences it. This
 * addon, compiled beside the binding, lays what is written to stderr in that moment aside.
 */
export const HUSH_SOURCE = `
#include <cstdio>
#include <string>
#include <node_api.h>
#include <unistd.h>

static int real_stderr = -1;
static FILE* aside = nullptr;

static napi_value Start(napi_env env, napi_callback_info) {
  if (aside == nullptr && (aside = std::tmpfile()) != nullptr) {
    real_stderr = dup(2);
    dup2(fileno(aside), 2);
  }
  return nullptr;
}

static napi_value Stop(napi_env env, napi_callback_info) {
  std::string text;
  if (aside != nullptr) {
    std::fflush(stderr);
    dup2(real_stderr, 2);
    close(real_stderr);
    std::rewind(aside);
    char buffer[4096];
    for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, aside)) > 0;) text.append(buffer, n);
    std::fclose(aside);
    aside = nullptr;
  }
  napi_value result;
  napi_create_string_utf8(env, text.data(), text.size(), &result);
  return result;
}

NAPI_MODULE_INIT() {
  napi_value start, stop;
  napi_create_function(env, "start", NAPI_AUTO_LENGTH, Start, nullptr, &start);
  napi_create_function(env, "stop", NAPI_AUTO_LENGTH, Stop, nullptr, &stop);
  napi_set_named_property(env, exports, "start", start);
  napi_set_named_property(env, exports, "stop", stop);
  return exports;
}
`;

/** The name of the addon inside a runtime folder made from a wheel. */
export const HUSH = 'hush.node';

type Hush = { start: () => void; stop: () => string };

/** Runs `load` and passes on what it wrote to stderr, except for greetings. `hush` is undefined where there is no addon. */
export function loadQuietly<T>(hush: Hush | undefined, load: () => T): T {
  if (!hush) return load();
  hush.start();
  try {
    return load();
  } finally {
    process.stderr.write(withoutGreetings(hush.stop()));
  }
}

/** Drops abseil's information lines (`I0000 …`, and its notice that logs go to stderr); warnings and errors stay. */
function withoutGreetings(text: string): string {
  return text.replace(/^(I\d{4} |WARNING: All log messages before absl).*\n?/gm, '');
}
