#include "GraphvizShim.h"

#include <gvc.h>

static gvs_point place_of(pointf place) { return (gvs_point){place.x, place.y}; }

gvs_point gvs_node_place(gvs_object *node) { return place_of(ND_coord((Agnode_t *)node)); }

gvs_frame gvs_frame_of(gvs_object *graph) {
  boxf box = GD_bb((Agraph_t *)graph);
  return (gvs_frame){place_of(box.LL), place_of(box.UR)};
}

bool gvs_edge_label(gvs_object *edge, gvs_point *place, gvs_size *size) {
  const textlabel_t *label = ED_label((Agedge_t *)edge);
  if (!label || !label->set) return false;
  *place = place_of(label->pos);
  *size = (gvs_size){label->dimen.x, label->dimen.y};
  return true;
}

// An edge that a layout draws as several curves apart has no one path.
static const bezier *path_of(gvs_object *edge) {
  const splines *paths = ED_spl((Agedge_t *)edge);
  return paths && paths->size == 1 ? &paths->list[0] : NULL;
}

size_t gvs_edge_point_count(gvs_object *edge) {
  const bezier *path = path_of(edge);
  return path && path->size > 0 ? (size_t)path->size : 0;
}

gvs_point gvs_edge_point(gvs_object *edge, size_t index) {
  return place_of(path_of(edge)->list[index]);
}

bool gvs_edge_tip(gvs_object *edge, bool at_head, gvs_point *tip) {
  const bezier *path = path_of(edge);
  if (!path || !(at_head ? path->eflag : path->sflag)) return false;
  *tip = place_of(at_head ? path->ep : path->sp);
  return true;
}
