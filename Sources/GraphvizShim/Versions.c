#include "GraphvizShim.h"

#include <dlfcn.h>
#include <gvc.h>
#include <stdio.h>

const char *gvs_version(void) {
  static char version[64];
  if (!version[0]) {
    // One that loads no plug-ins: they are not what is asked about.
    GVC_t *context = gvNEWcontext(NULL, 0);
    if (!context) return NULL;
    snprintf(version, sizeof version, "%s", gvcVersion(context));
    gvFreeContext(context);
  }
  return version;
}

int gvs_fontconfig_version(void) {
  void *library = dlopen("libfontconfig.so.1", RTLD_LAZY);
  if (!library) library = dlopen("libfontconfig.1.dylib", RTLD_LAZY);
  int (*version)(void) = NULL;
  if (library) *(void **)&version = dlsym(library, "FcGetVersion");
  return version ? version() : 0;
}
