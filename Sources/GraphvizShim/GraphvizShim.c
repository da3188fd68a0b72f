#define _GNU_SOURCE
#include "GraphvizShim.h"

#include <dlfcn.h>
#include <gvc.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

// A context that is freed leaves font names behind that the Pango plug-in still reads.
static GVC_t *context;

bool gvs_open(void) {
  if (!context) context = gvContext();
  return context != NULL;
}

// cgraph numbers objects by the addresses of their names and walks clusters by number; with
// numbers in order of creation, the same graph is drawn the same way every time.

static void *ids_open(Agraph_t *graph, Agdisc_t *discipline) {
  (void)graph, (void)discipline;
  IDTYPE *next = malloc(sizeof *next);
  if (next) *next = 1;
  return next;
}

static long ids_map(void *state, int kind, char *name, IDTYPE *id, int create) {
  (void)kind;
  if (name || !create || !state) return 0;  // cgraph keeps the names itself
  IDTYPE *next = state;
  *id = *next;
  *next += 2;
  return 1;
}

static void ids_free(void *state, int kind, IDTYPE id) { (void)state, (void)kind, (void)id; }

static char *ids_print(void *state, int kind, IDTYPE id) {
  (void)state, (void)kind, (void)id;
  return NULL;
}

gvs_object *gvs_graph_new(void) {
  static Agiddisc_t ids;
  ids = AgIdDisc;
  ids.open = ids_open;
  ids.map = ids_map;
  ids.free = ids_free;
  ids.print = ids_print;
  ids.close = free;
  Agdisc_t disciplines = {.id = &ids};
  return (gvs_object *)agopen("drawing", Agdirected, &disciplines);
}

void gvs_graph_free(gvs_object *graph) {
  gvFreeLayout(context, (Agraph_t *)graph);
  agclose((Agraph_t *)graph);
}

gvs_object *gvs_subgraph_new(gvs_object *parent, const char *name) {
  return (gvs_object *)agsubg((Agraph_t *)parent, (char *)name, 1);
}

gvs_object *gvs_node_new(gvs_object *graph, const char *name) {
  return (gvs_object *)agnode((Agraph_t *)graph, (char *)name, 1);
}

gvs_object *gvs_edge_new(gvs_object *graph, gvs_object *tail, gvs_object *head) {
  return (gvs_object *)agedge((Agraph_t *)graph, (Agnode_t *)tail, (Agnode_t *)head, NULL, 1);
}

void gvs_default(gvs_object *graph, gvs_kind kind, const char *name, const char *value) {
  static const int kinds[] = {[GVS_GRAPH] = AGRAPH, [GVS_NODE] = AGNODE, [GVS_EDGE] = AGEDGE};
  agattr((Agraph_t *)graph, kinds[kind], (char *)name, (char *)value);
}

void gvs_set(gvs_object *object, const char *name, const char *value) {
  agsafeset(object, (char *)name, (char *)value, "");
}

void gvs_set_html(gvs_object *object, const char *name, const char *markup) {
  Agraph_t *graph = agraphof(object);
  int (*set_html)(void *, Agsym_t *, const char *) = NULL;
  // Later releases have this function, and some of them have no other way to set markup.
  *(void **)&set_html = dlsym(RTLD_DEFAULT, "agxset_html");
  if (!set_html) {
    agsafeset(object, (char *)name, agstrdup_html(graph, (char *)markup), "");
    return;
  }
  gvs_set(object, name, "");
  set_html(object, agattr(agroot(graph), AGTYPE(object), (char *)name, NULL), markup);
}

char *gvs_dot(gvs_object *graph) {
  char *text = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&text, &size);
  if (!stream) return NULL;
  int failed = agwrite((Agraph_t *)graph, stream);
  if (fclose(stream) || failed) {
    free(text);
    return NULL;
  }
  return text;
}

void gvs_dot_free(char *text) { free(text); }

gvs_outcome gvs_layout(gvs_object *graph, const char *engine) {
  // The engines that start from a random picture take it from these two.
  srand(1);
  srand48(1);
  agreseterrors();
  if (gvLayout(context, (Agraph_t *)graph, engine)) return GVS_UNAVAILABLE;
  return agerrors() ? GVS_FAILED : GVS_DONE;
}

gvs_size gvs_graph_size(gvs_object *graph) {
  boxf box = GD_bb((Agraph_t *)graph);
  return (gvs_size){box.UR.x - box.LL.x, box.UR.y - box.LL.y};
}

gvs_size gvs_node_size(gvs_object *node) {
  Agnode_t *measured = (Agnode_t *)node;
  return (gvs_size){ND_lw(measured) + ND_rw(measured), ND_ht(measured)};
}

static void include(boxf *box, pointf point, double width, double height) {
  box->LL.x = fmin(box->LL.x, point.x - width / 2);
  box->LL.y = fmin(box->LL.y, point.y - height / 2);
  box->UR.x = fmax(box->UR.x, point.x + width / 2);
  box->UR.y = fmax(box->UR.y, point.y + height / 2);
}

static void include_label(boxf *box, const textlabel_t *label) {
  if (label && label->set) include(box, label->pos, label->dimen.x, label->dimen.y);
}

static void include_arrowheads(boxf *box, Agedge_t *edge) {
  const splines *paths = ED_spl(edge);
  const char *scale = agget(edge, "arrowsize");
  // No arrowhead of the usual size is wider than this.
  double side = 12 * (scale && *scale ? strtod(scale, NULL) : 1);
  for (int i = 0; paths && i < paths->size; i++) {
    const bezier *path = &paths->list[i];
    if (path->sflag) include(box, path->sp, side, side);
    if (path->eflag) include(box, path->ep, side, side);
  }
}

void gvs_enlarge(gvs_object *drawn) {
  Agraph_t *graph = (Agraph_t *)drawn;
  boxf box = GD_bb(graph);
  for (Agraph_t *part = agfstsubg(graph); part; part = agnxtsubg(part)) {
    // What is no cluster has no room for a label.
    if (aggetrec(part, "Agraphinfo_t", 0)) include_label(&box, GD_label(part));
  }
  for (Agnode_t *node = agfstnode(graph); node; node = agnxtnode(graph, node)) {
    for (Agedge_t *edge = agfstout(graph, node); edge; edge = agnxtout(graph, edge)) {
      include_label(&box, ED_label(edge));
      include_arrowheads(&box, edge);
    }
  }
  GD_bb(graph) = box;
}

gvs_outcome gvs_render(gvs_object *graph, const char *format, double dpi, char **data,
                       size_t *count) {
  // The length was an unsigned int before it was a size_t.
  __typeof__(_Generic(&gvRenderData,
      int (*)(GVC_t *, graph_t *, const char *, char **, unsigned int *): 0u,
      default: (size_t)0)) length = 0;
  *data = NULL;
  // The attribute of that name would also scale SVG, and cut it off.
  GD_drawing((Agraph_t *)graph)->dpi = dpi;
  agreseterrors();
  int status = gvRenderData(context, (Agraph_t *)graph, format, data, &length);
  *count = *data ? length : 0;
  if (status) return GVS_UNAVAILABLE;
  return agerrors() || *count == 0 ? GVS_FAILED : GVS_DONE;
}

void gvs_data_free(char *data) {
  if (data) gvFreeRenderData(data);
}
