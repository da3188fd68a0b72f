#ifndef GRAPHVIZ_SHIM_H
#define GRAPHVIZ_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Graphviz keeps its state in the process: one thread at a time may be inside these functions.

/// A graph, a cluster, a node or an edge. It lives as long as its graph.
typedef struct gvs_object gvs_object;

typedef enum { GVS_GRAPH, GVS_NODE, GVS_EDGE } gvs_kind;

typedef struct {
  double width, height;
} gvs_size;

typedef struct {
  double x, y;
} gvs_point;

typedef struct {
  gvs_point lower_left, upper_right;
} gvs_frame;

/// Makes the context that the process keeps; does nothing when there is one. False: no memory.
bool gvs_open(void);

/// Begins to collect what Graphviz reports and, where asked, what is written to standard error.
void gvs_collect_begin(bool captures);

/// Gives standard error back. The texts stay valid until the next `gvs_collect_begin`.
void gvs_collect_end(void);

/// What Graphviz reported: lines that begin with "Error: " or "Warning: ", or go on from the last.
const char *gvs_reports(void);

/// What the libraries beneath Graphviz wrote to standard error.
const char *gvs_captured(void);

/// Opens a directed graph. Objects are numbered in the order in which they are made.
gvs_object *gvs_graph_new(void);
void gvs_graph_free(gvs_object *graph);

/// Adds a subgraph; Graphviz draws a box around it if the name begins with "cluster".
gvs_object *gvs_subgraph_new(gvs_object *parent, const char *name);

/// Adds a node to a graph or cluster and to those around it.
gvs_object *gvs_node_new(gvs_object *graph, const char *name);
gvs_object *gvs_edge_new(gvs_object *graph, gvs_object *tail, gvs_object *head);

/// Sets what objects of a kind have in a whole graph when they are given nothing else.
void gvs_default(gvs_object *graph, gvs_kind kind, const char *name, const char *value);
void gvs_set(gvs_object *object, const char *name, const char *value);
void gvs_set_html(gvs_object *object, const char *name, const char *markup);

/// Writes a graph as DOT; NULL: it could not be written.
char *gvs_dot(gvs_object *graph);
void gvs_dot_free(char *text);

typedef enum { GVS_DONE, GVS_FAILED, GVS_UNAVAILABLE } gvs_outcome;

/// Lays a graph out. An error that Graphviz reports and then ignores is a failure here.
gvs_outcome gvs_layout(gvs_object *graph, const char *engine);

/// The size in points of a graph that is laid out, without its padding.
gvs_size gvs_graph_size(gvs_object *graph);

/// The size in points of a node of a graph that is laid out.
gvs_size gvs_node_size(gvs_object *node);

/// Makes a graph that is laid out large enough for its arrowheads and for the labels of clusters,
/// which Graphviz forgets where it is given their places.
void gvs_enlarge(gvs_object *graph);

/// Where things are in a graph that is laid out.
gvs_point gvs_node_place(gvs_object *node);
/// The box of a graph or a cluster.
gvs_frame gvs_frame_of(gvs_object *graph);
/// False: the edge has no label that has a place.
bool gvs_edge_label(gvs_object *edge, gvs_point *place, gvs_size *size);
/// The number of points of the path of an edge; 0: it has none, or several.
size_t gvs_edge_point_count(gvs_object *edge);
gvs_point gvs_edge_point(gvs_object *edge, size_t index);
/// The tip of the arrowhead at an end of an edge that has points. False: there is none.
bool gvs_edge_tip(gvs_object *edge, bool at_head, gvs_point *tip);

/// Renders a graph that is laid out into memory; 0 dots per inch: what the renderer likes best.
/// Free the data with `gvs_data_free`, whatever the outcome.
gvs_outcome gvs_render(gvs_object *graph, const char *format, double dpi, char **data,
                       size_t *count);
void gvs_data_free(char *data);

/// Says of each character whether every installed font lacks it. False: that cannot be told.
bool gvs_missing_characters(const unsigned *characters, bool *missing, size_t count);

/// The version of Graphviz, or NULL. It stays valid.
const char *gvs_version(void);

// What follows can be used by any thread at any time.

/// The version of fontconfig as one number, such as 21401 for 2.14.1; 0: it is not there.
int gvs_fontconfig_version(void);

/// A child process, and the ends of its standard streams, none of which blocks.
typedef struct {
  int pid;
  int input, output, errors;
} gvs_child;

/// The path of the running program.
const char *gvs_own_path(void);

/// Starts a program with arguments that each end with a zero byte. It inherits no descriptor.
/// 0, or the number of an error.
int gvs_child_start(gvs_child *child, const char *path, const char *arguments, size_t count);

/// Writes to the input of a child, without a signal when it no longer reads. How many bytes, or
/// below zero.
ptrdiff_t gvs_child_send(const gvs_child *child, const void *bytes, size_t count);

/// Closes a descriptor, if it is one, and leaves -1.
void gvs_close(int *descriptor);

/// Says whether a child has ended. It stays there to be collected.
bool gvs_child_has_ended(const gvs_child *child);

/// Ends a child with all that it has started, and collects it. The status is its exit code, or the
/// number of a signal below zero. False: the process has let it go uncollected.
bool gvs_child_collect(const gvs_child *child, int *status);

/// Begins to serve a parent: the process ends with it. The descriptor for the reply, or below zero.
int gvs_serve_begin(void);

/// Whether ``gvs_serve_within`` can hold a process to bytes of memory.
bool gvs_limits_memory(void);

/// Holds the process to bytes of memory and seconds of processor time, and leaves no core behind.
void gvs_serve_within(uint64_t memory, uint64_t seconds);

#endif
