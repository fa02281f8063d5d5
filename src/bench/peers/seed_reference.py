"""The seed document's algorithm as its reader would write it down: YAML text to analysis and wiring.

Every combination is built and hashed, as `_analyze_container_sharing` does. The one change: containers
are grouped by their canonical text and not by eight digits of its hash, which collide.

usage: seed_reference.py FILE [--wiring] [--repeat N] [--analysis]
Prints one JSON object: seconds of every repetition (from the loaded configuration on), counts and a
digest of all lists.
"""
import collections
import hashlib
import itertools
import json
import math
import re
import sys
import time

import yaml

ROLES = ("risk", "execution", "portfolio")
HOMES = {"initial_capital": "portfolio", "commission": "execution", "slippage": "execution"}
for _key in ("max_position_size position_size_method position_size_pct stop_loss take_profit max_drawdown "
             "max_positions max_leverage allow_short").split():
    HOMES[_key] = "risk"
IGNORED = ("combination_id", "combination_index", "target_portfolio")


def merge(base, over):
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def put(config, path, value):
    for key in path[:-1]:
        if not isinstance(config.get(key), dict):
            config[key] = {}
        config[key] = dict(config[key])
        config = config[key]
    config.update(merge({path[-1]: config.get(path[-1])}, {path[-1]: value}))


def decimals(number):
    text = repr(number)
    return len(text.split(".")[1]) if "." in text and "e" not in text else 0


def inclusive(low, high, step):
    count = math.floor((high - low) / step + 1e-9) + 1
    if all(isinstance(number, int) for number in (low, high, step)):
        return [low + i * step for i in range(count)]
    places = max(decimals(low), decimals(step))
    return [round(float(low + i * step), places) for i in range(count)]


def axis(written):
    if isinstance(written, list):
        return written
    if isinstance(written, dict):
        if {"min", "max", "step"} <= written.keys():
            return inclusive(written["min"], written["max"], written["step"])
        for key in ("values", "choices"):
            if key in written:
                return written[key]
        if list(written) == ["value"]:
            return [written["value"]]
    if isinstance(written, str) and re.fullmatch(r"range\(.*,.*,.*\)", written):
        return inclusive(*(yaml.safe_load(part) for part in written[6:-1].split(",")))
    return [written]


class Workflow:
    def __init__(self, text):
        config = yaml.safe_load(text)
        self.grid = ((config.get("optimization") or {}).get("parameter_grids")) or {}
        self.base = {role: config.get(role) or {} for role in ROLES}
        if "initial_capital" in config:
            self.base["portfolio"].setdefault("initial_capital", config["initial_capital"])
        self.strategies = [self.read(entry) for entry in config.get("strategies") or []]
        self.targets = {key: [self.reach(str(key), strategy) for strategy in self.strategies] for key in self.grid}

    def read(self, entry):
        rest, parameters, overrides = {}, {}, {role: {} for role in ROLES}
        for key, value in entry.items():
            role = str(key).removesuffix("_config")
            if role in ROLES:
                overrides[role] = merge(overrides[role], value or {})
            elif key in ("parameters", "params"):
                parameters.update(value or {})
                rest.setdefault("parameters", None)
            else:
                rest[key] = value
        rest.setdefault("parameters", None)
        return {"rest": rest, "parameters": parameters, "overrides": overrides,
                "names": [n for n in (entry.get("type"), entry.get("name")) if isinstance(n, str)]}

    def reach(self, key, strategy):
        """Where a grid key writes for one strategy: declared, then home."""
        if "." in key:
            parts = key.split(".")
            if parts[0] in ROLES or parts[0] == "strategy":
                return [(parts[0], parts[1:])]
            names = {name for other in self.strategies for name in other["names"]}
            for length in range(len(parts) - 1, 0, -1):
                name = ".".join(parts[:length])
                if name in names:
                    return [("strategy", parts[length:])] if name in strategy["names"] else []
            return []
        roles = [role for role in ROLES if key in self.base[role]
                 or any(key in other["overrides"][role] for other in self.strategies)]
        found = [(role, [key]) for role in roles]
        if key in strategy["parameters"]:
            found.append(("strategy", [key]))
        if not roles and not any(key in other["parameters"] for other in self.strategies) and key in HOMES:
            found.append((HOMES[key], [key]))
        return found

    def combinations(self):
        keys = list(self.grid)
        for values in itertools.product(*(axis(self.grid[key]) for key in keys)):
            for number, strategy in enumerate(self.strategies):
                names = list(strategy["parameters"])
                for picked in itertools.product(*(axis(strategy["parameters"][name]) for name in names)):
                    yield number, dict(zip(keys, values)), dict(zip(names, picked))

    def build(self, combination):
        number, grid, parameters = combination
        strategy = self.strategies[number]
        configs = {role: merge(self.base[role], strategy["overrides"][role]) for role in ROLES}
        configs["strategy"] = dict(parameters)
        for key, value in grid.items():
            for role, path in self.targets[key][number]:
                put(configs[role], path, value)
        configs["strategy"] = {**strategy["rest"], "parameters": configs["strategy"]}
        return configs


def config_hash(config):
    """The seed's `_config_hash`, with the text that it hashes."""
    clean_config = {k: v for k, v in config.items() if k not in IGNORED}
    config_str = json.dumps(clean_config, sort_keys=True)
    return config_str, hashlib.md5(config_str.encode()).hexdigest()[:8]


def analyze(workflow):
    analysis = {"risk": {}, "execution": {}, "portfolio": [], "strategy": []}
    param_combinations = list(workflow.combinations())
    for i, combination in enumerate(param_combinations):
        configs = workflow.build(combination)
        for role in ("portfolio", "strategy"):
            analysis[role].append({"combination_index": i, "container_id": f"{role}_combo_{i}", "config": configs[role]})
        for role in ("risk", "execution"):
            containers, (key, label) = analysis[role], config_hash(configs[role])
            if key not in containers:
                containers[key] = {"container_id": f"{role}_{len(containers)}",
                                   "hash": label,
                                   "config": configs[role], "serves_combinations": [i]}
            else:
                containers[key]["serves_combinations"].append(i)
    return analysis


def wire(analysis):
    """The seed's wiring with its own loops."""
    strategies, portfolios = analysis["strategy"], analysis["portfolio"]
    adapters = [{"name": "hub_to_strategies", "type": "broadcast", "source": "hub_container",
                 "targets": [s["container_id"] for s in strategies], "event_types": ["BAR", "TICK", "FEATURE"]}]
    for risk in analysis["risk"].values():
        adapters.append({"name": f"strategies_to_{risk['container_id']}", "type": "selective",
                         "sources": [strategies[i]["container_id"] for i in risk["serves_combinations"]],
                         "target": risk["container_id"], "event_types": ["SIGNAL"],
                         "routing_key": "target_portfolio"})
    pipelines = []
    for execution in analysis["execution"].values():
        sources = [risk["container_id"] for risk in analysis["risk"].values()
                   if any(i in execution["serves_combinations"] for i in risk["serves_combinations"])]
        pipelines.append({"name": f"risk_to_{execution['container_id']}", "type": "pipeline", "sources": sources,
                          "target": execution["container_id"], "event_types": ["ORDER"]})
    feeds = collections.Counter(source for pipeline in pipelines for source in pipeline["sources"])
    split = {source for source, count in feeds.items() if count > 1}
    for pipeline in pipelines:
        if split.intersection(pipeline["sources"]):
            pipeline["routing_key"] = "target_portfolio"
    adapters += pipelines
    for execution in analysis["execution"].values():
        adapters.append({"name": f"{execution['container_id']}_to_portfolios", "type": "selective",
                         "source": execution["container_id"],
                         "targets": [portfolios[i]["container_id"] for i in execution["serves_combinations"]],
                         "event_types": ["FILL"], "routing_key": "target_portfolio"})
    return adapters


def digest(analysis):
    """What the containers are and whom they serve, in one number; not part of the measured time."""
    total = hashlib.md5()
    for role in ("risk", "execution"):
        for key, container in analysis[role].items():
            total.update(f"{container['container_id']} {container['hash']} {key}\n".encode())
            total.update(",".join(map(str, container["serves_combinations"])).encode())
    return total.hexdigest()


def main(arguments):
    with open(arguments[0], encoding="utf-8") as file:
        text = file.read()
    repeat = int(arguments[arguments.index("--repeat") + 1]) if "--repeat" in arguments else 1
    seconds, wired = [], []
    workflow = Workflow(text)
    for _ in range(repeat):
        start = time.perf_counter()
        analysis = analyze(workflow)
        seconds.append(time.perf_counter() - start)
        if "--wiring" in arguments:
            start = time.perf_counter()
            adapters = wire(analysis)
            wired.append(time.perf_counter() - start)
    result = {"combinations": len(analysis["portfolio"]), "risk": len(analysis["risk"]),
              "execution": len(analysis["execution"]), "digest": digest(analysis),
              "seconds": seconds, "wiring_seconds": wired}
    if "--analysis" in arguments:
        result["analysis"] = {f"{role}_containers": list(found.values()) if isinstance(found, dict) else found
                              for role, found in analysis.items()}
        result["communication"] = wire(analysis)
    print(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1:])
