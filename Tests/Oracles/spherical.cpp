// What S2 says of the pairs that Oracle.swift prints: for each, the distance on the sphere in
// millimetres and a nearest point of either skeleton, in degrees; for each ring, whether it is valid.
#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <s2/mutable_s2shape_index.h>
#include <s2/s2closest_edge_query.h>
#include <s2/s2edge_distances.h>
#include <s2/s2error.h>
#include <s2/s2latlng.h>
#include <s2/s2lax_polyline_shape.h>
#include <s2/s2loop.h>
#include <s2/s2point_vector_shape.h>
#include <s2/s2polygon.h>

static const double kRadius = 6371008800.0;

static std::vector<S2Point> points(std::istringstream& text) {
    std::vector<S2Point> points;
    double latitude, longitude;
    while (text >> latitude >> longitude) {
        points.push_back(S2LatLng::FromDegrees(latitude / 1e7, longitude / 1e7).ToPoint());
    }
    return points;
}

static void add(MutableS2ShapeIndex& index, const std::string& field) {
    std::istringstream text(field);
    std::string letter;
    text >> letter;
    std::vector<S2Point> vertices = points(text);
    if (letter == "p") {
        index.Add(std::make_unique<S2PointVectorShape>(vertices));
    } else if (letter == "l") {
        index.Add(std::make_unique<S2LaxPolylineShape>(vertices));
    } else {
        auto loop = std::make_unique<S2Loop>(vertices, S2Debug::DISABLE);
        loop->Normalize();
        auto polygon = std::make_unique<S2Polygon>(std::move(loop), S2Debug::DISABLE);
        index.Add(std::make_unique<S2Polygon::OwningShape>(std::move(polygon)));
    }
}

static void pair(const std::string& first, const std::string& second) {
    MutableS2ShapeIndex one, other;
    add(one, first);
    add(other, second);
    S2ClosestEdgeQuery query(&one);
    S2ClosestEdgeQuery::ShapeIndexTarget target(&other);
    auto result = query.FindClosestEdge(&target);
    if (result.distance() == S1ChordAngle::Zero()) {
        std::printf("0 0 0 0 0\n");
        return;
    }
    auto edge = query.GetEdge(result);
    S2ClosestEdgeQuery back(&other);
    S2ClosestEdgeQuery::EdgeTarget edge_target(edge.v0, edge.v1);
    auto opposite = back.GetEdge(back.FindClosestEdge(&edge_target));
    S2Point p = edge.v0, q = opposite.v0;
    if (edge.v0 == edge.v1 && opposite.v0 != opposite.v1) {
        q = S2::Project(p, opposite.v0, opposite.v1);
    } else if (edge.v0 != edge.v1 && opposite.v0 == opposite.v1) {
        p = S2::Project(q, edge.v0, edge.v1);
    } else if (edge.v0 != edge.v1) {
        auto nearest = S2::GetEdgePairClosestPoints(edge.v0, edge.v1, opposite.v0, opposite.v1);
        p = nearest.first;
        q = nearest.second;
    }
    S2LatLng from(p), to(q);
    std::printf("%.6f %.15f %.15f %.15f %.15f\n", result.distance().radians() * kRadius,
                from.lat().degrees(), from.lng().degrees(), to.lat().degrees(), to.lng().degrees());
}

static void ring(const std::string& field) {
    std::istringstream text(field);
    std::string letter;
    text >> letter;
    S2Loop loop(points(text), S2Debug::DISABLE);
    S2Error error;
    std::printf(loop.FindValidationError(&error) ? "invalid\n" : "valid\n");
}

int main() {
    std::string line;
    while (std::getline(std::cin, line)) {
        std::vector<std::string> fields;
        std::istringstream text(line);
        std::string field;
        while (std::getline(text, field, '\t')) fields.push_back(field);
        if (fields[0] == "ring") {
            ring(fields[1]);
        } else {
            pair(fields[0], fields[1]);
        }
    }
}
