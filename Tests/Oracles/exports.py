"""Judges exports by libraries that share no code with jig.

usage: exports.py FOLDER PLACEMARKS FEATURES

FOLDER has records.kml, records.geojson and records.cot; the numbers are what ogrinfo counted in the
first two. Ends with 0 only if every reader takes every record, and finds it where and as it is.
"""

import pathlib
import re
import sys

import fastkml
import fastkml.validator
import geojson
import takproto
from lxml import etree
from pyproj import Geod
from shapely.geometry import shape

KML = "{http://www.opengis.net/kml/2.2}"
NEUTRAL = {"b-m-p-s-m", "u-d-f"}
faults = []


def check(holds, what):
    if not holds:
        faults.append(what)


def judge_kml(folder, counted):
    path = folder / "records.kml"
    schema = pathlib.Path(fastkml.__file__).parent / "schema" / "ogckml22.xsd"
    schema = etree.XMLSchema(etree.parse(str(schema)))
    document = etree.parse(str(path))
    check(schema.validate(document), f"KML's schema: {schema.error_log.last_error}")
    placemarks = document.findall(f".//{KML}Placemark")
    check(counted == len(placemarks), f"ogrinfo has {counted} of {len(placemarks)} Placemarks")
    read = fastkml.KML.parse(str(path), validate=True)
    features = list(read.features[0].features)
    check(len(features) == len(placemarks), f"fastkml has {len(features)} Placemarks")
    circles = 0
    for feature in features:
        data = {item.name: item.value for item in feature.extended_data.elements}
        check(data.get("id") and data.get("jig:kind"), f"{feature.id} lacks its id")
        circles += judge_circle(feature, data)
    print(f"KML: {len(placemarks)} Placemarks by schema and fastkml, {circles} circles are held")


def judge_circle(feature, data):
    """Whether the edges of a circle's polygon, as a chart draws them, keep its radius on WGS 84."""
    words = re.fullmatch(r"(\S+?),(\S+?),\S+?m,circle:(\S+)m", data.get("place", ""))
    if not words or feature.geometry is None:
        return 0
    latitude, longitude, radius = map(float, words.groups())
    if abs(latitude) > 80 or abs(longitude) > 175 or radius > 50_000:
        return 0
    geodesic = Geod(ellps="WGS84")
    ring = list(feature.geometry.exterior.coords)
    for (x, y, *_), (next_x, next_y, *_) in zip(ring, ring[1:]):
        _, _, metres = geodesic.inv(longitude, latitude, (x + next_x) / 2, (y + next_y) / 2)
        check(metres >= radius, f"{feature.id}: an edge is {metres} m away, the radius {radius} m")
    return 1


def judge_geojson(folder, counted):
    collection = geojson.loads((folder / "records.geojson").read_text())
    features = collection["features"]
    check(counted == len(features), f"ogrinfo has {counted} of {len(features)} features")
    for feature in features:
        check(feature.is_valid, f"{feature['id']}: {feature.errors()}")
        if feature["geometry"]:
            check(not shape(feature["geometry"]).is_empty, f"{feature['id']} is empty")
    print(f"GeoJSON: {len(features)} features are valid")


def judge_cot(folder):
    events = (folder / "records.cot").read_text().splitlines()
    uids = set()
    types = {}
    for line in events:
        event = etree.fromstring(line)
        message = takproto.parse_proto(bytearray(takproto.xml2proto(line)))
        if not message:
            check(False, f"takproto does not read {event.get('uid')}")
            continue
        cot = message.cotEvent
        check(cot.uid == event.get("uid"), f"{event.get('uid')} is read as {cot.uid}")
        check(cot.type in NEUTRAL, f"{cot.uid} has the type {cot.type}")
        point = event.find("point")
        check(abs(cot.lat - float(point.get("lat"))) < 1e-9, f"{cot.uid}: latitude {cot.lat}")
        check(abs(cot.lon - float(point.get("lon"))) < 1e-9, f"{cot.uid}: longitude {cot.lon}")
        check(cot.startTime <= cot.staleTime, f"{cot.uid} is stale before it starts")
        links = event.findall("detail/link")
        check((cot.type == "u-d-f") == bool(links), f"{cot.uid}: {len(links)} links")
        uids.add(cot.uid)
        types[cot.type] = types.get(cot.type, 0) + 1
    check(len(uids) == len(events), f"{len(events)} events have {len(uids)} uids")
    print(f"CoT: takproto reads {len(events)} events: {types}")


def main():
    folder = pathlib.Path(sys.argv[1])
    judge_kml(folder, int(sys.argv[2]))
    judge_geojson(folder, int(sys.argv[3]))
    judge_cot(folder)
    for fault in faults[:20]:
        print(f"fault: {fault}", file=sys.stderr)
    print(f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
