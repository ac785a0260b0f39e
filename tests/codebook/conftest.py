"""A small data folder of its own for every test that changes one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

TABLES = {
    "countries.csv": "iso3,iso2,id,name\nMLI,ML,mali,Mali\nRUS,RU,russia,Russia\n"
    "COG,CG,republic-of-the-congo,Republic of the Congo\n"
    "COD,CD,democratic-republic-of-the-congo,Democratic Republic of the Congo\n",
    "country_names.csv": "country,language,form,name\n"
    "MLI,en,name,Mali\nMLI,en,adjective,Malian\nMLI,en,people,Malians\nMLI,fr,name,Mali\n"
    "RUS,en,name,Russia\nRUS,en,adjective,Russian\nRUS,en,alias,RF\n"
    "COG,en,name,Republic of the Congo\nCOG,en,adjective,Congolese\nCOG,en,alias,Congo\n"
    "COD,en,name,Democratic Republic of the Congo\nCOD,en,adjective,Congolese\nCOD,en,alias,Congo\n",
    "actors.csv": "id,kind,name,country,parent,start,end,note\n"
    "africa-corps,state-force,Africa Corps,RUS,russia-ministry-of-defence,2023,,\n"
    "mali-armed-forces,state-force,Malian Armed Forces,MLI,mali,,,written by hand\n"
    "russia-ministry-of-defence,state,Russian Ministry of Defence,RUS,russia,,,\n"
    "wagner-group,private-military-company,Wagner Group,RUS,russia,2014,2025-06,\n",
    "actor_names.csv": "actor,name,language,form\n"
    "africa-corps,Africa Corps,en,name\nafrica-corps,the Corps,en,ambiguous\n"
    "mali-armed-forces,Malian army,en,alias\nmali-armed-forces,FAMa,fr,acronym\n"
    "wagner-group,Wagner,en,alias\n",
    "actor_relations.csv": "actor,relation,other,start,end,note\n"
    "africa-corps,successor-of,wagner-group,2023-12,,\nafrica-corps,allied-with,mali-armed-forces,2025-06,,\n",
    "sources.csv": "id,name,kind,country,language,affiliation,network,reliability,reason\n"
    "example-daily,Example Daily,outlet,MLI,fr,commercial,,C,Known newsroom.\n"
    "example-blog,Example Blog,blog,,en,unknown,,F,Nothing known.\n",
    "source_hosts.csv": "host,source\nexample.org,example-daily\nblog.example.org,example-blog\n",
    "places.csv": "id,name,country,kind,lat,lon,radius_km,note\nkidal,Kidal,MLI,town,18.44,1.41,10,\n",
    "place_names.csv": "place,language,name\nkidal,en,Kidal\n",
    "cities.csv": "geonameid,name,country,division,lat,lon,population\n"
    "2455290,Kidal,MLI,Kidal,18.4411,1.4078,25617\n",
    "divisions.csv": "name,country,level,within,lat,lon,radius_km\nKidal,MLI,1,,19.09,1.58,180\n",
    "country_ties.csv": "country,tie,other\nMLI,language,fr\n",
    "parameters.csv": "id,quantity,actor,value,low,high,unit,as_of,approximate,url,also,note\n"
    "mali-schools-2025,schools,Mali,2,,,schools,2025-06,,https://www.example.org/a,,Said by a ministry.\n",
    "atlas_events.csv": "id,date_start,date_end,date_precision,kind,items,"
    "system,pathway,country,place,lat,lon,certainty,first,summary\n"
    "kidal-training-2025,2025-06-01,2025-06-30,month,training,knowledge,fpv,state-transfer,MLI,Kidal,18.44,1.41,reported,,"
    "Instructors taught the army.\n"
    "kidal-use-2025,2025-07-04,2025-07-04,day,use,equipment;munition,multirotor-bomber,unknown,MLI,,,,alleged,true,"
    "A drone struck a post.\n",
    "atlas_parties.csv": "event,role,position,actor,modality,group,raw\n"
    "kidal-training-2025,provider,1,africa-corps,asserted,,Africa Corps\n"
    "kidal-training-2025,recipient,1,mali-armed-forces,asserted,,Malian army\n"
    "kidal-use-2025,recipient,2,wagner-group,alleged,a,Africa Corps or Wagner (alleged)\n"
    "kidal-use-2025,recipient,1,africa-corps,alleged,a,Africa Corps or Wagner (alleged)\n",
    "atlas_citations.csv": "event,position,url,source,publisher,published,language,stance,note\n"
    "kidal-training-2025,1,https://www.example.org/a,example-daily,Example Daily,2025-06-20,fr,asserts,\n"
    "kidal-use-2025,2,https://www.example.org/c,example-daily,Example Daily,,fr,denies,\n"
    "kidal-use-2025,1,https://blog.example.org/b,example-blog,Example Blog,,en,alleges,\n",
}


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """A data folder that validates, with a handful of rows."""
    for name, content in TABLES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    shutil.copy(REPOSITORY / "data" / "datapackage.json", tmp_path)
    return tmp_path


@pytest.fixture
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY
