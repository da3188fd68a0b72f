#define _GNU_SOURCE
#include "GraphvizShim.h"

#include <dlfcn.h>

// The parts of fontconfig that are used, which Pango brings along wherever text can be drawn.
typedef struct {
  void *(*pattern_create)(void);
  int (*pattern_add_string)(void *pattern, const char *object, const unsigned char *value);
  void (*pattern_destroy)(void *pattern);
  int (*substitute)(void *config, void *pattern, int kind);
  void (*default_substitute)(void *pattern);
  void *(*font_sort)(void *config, void *pattern, int trim, void **characters, int *result);
  void (*font_set_destroy)(void *set);
  int (*has_char)(const void *characters, unsigned character);
  void (*charset_destroy)(void *characters);
} fontconfig;

static bool find(void *library, void *function, const char *name) {
  return (*(void **)function = dlsym(library, name)) != NULL;
}

static bool load(fontconfig *fc) {
  void *library = dlopen("libfontconfig.so.1", RTLD_LAZY);
  if (!library) library = dlopen("libfontconfig.1.dylib", RTLD_LAZY);
  return library && find(library, &fc->pattern_create, "FcPatternCreate") &&
         find(library, &fc->pattern_add_string, "FcPatternAddString") &&
         find(library, &fc->pattern_destroy, "FcPatternDestroy") &&
         find(library, &fc->substitute, "FcConfigSubstitute") &&
         find(library, &fc->default_substitute, "FcDefaultSubstitute") &&
         find(library, &fc->font_sort, "FcFontSort") &&
         find(library, &fc->font_set_destroy, "FcFontSetDestroy") &&
         find(library, &fc->has_char, "FcCharSetHasChar") &&
         find(library, &fc->charset_destroy, "FcCharSetDestroy");
}

bool gvs_missing_characters(const unsigned *characters, bool *missing, size_t count) {
  fontconfig fc;
  if (!load(&fc)) return false;
  void *pattern = fc.pattern_create();
  if (!pattern) return false;
  // Any family will do: what the first one lacks is taken from the next that has it.
  fc.pattern_add_string(pattern, "family", (const unsigned char *)"sans-serif");
  fc.substitute(NULL, pattern, 0);
  fc.default_substitute(pattern);
  void *covered = NULL;
  int result = 0;
  void *set = fc.font_sort(NULL, pattern, 1, &covered, &result);
  for (size_t i = 0; i < count; i++) missing[i] = !covered || !fc.has_char(covered, characters[i]);
  if (set) fc.font_set_destroy(set);
  if (covered) fc.charset_destroy(covered);
  fc.pattern_destroy(pattern);
  return true;
}
