"""A small OKR plan, by dataset: the example in the workbook to be filled in."""

from datetime import date, timedelta
from typing import Any


def example(language: str, today: date) -> dict[str, list[dict[str, Any]]]:
    """A plan small enough to be understood at a glance, by dataset."""
    zh = language == "zh"
    since, until = date(today.year, 1, 1), date(today.year, 12, 31)
    week = [day for n in range(6, -1, -1) if (day := today - timedelta(days=n)) >= since]
    orders, days = ("下单转化率", "发货时长") if zh else ("Checkout conversion", "Days to ship")
    return {
        "campaigns": [
            {
                "campaign_id": "C1",
                "title": "顺心购物年" if zh else "A year of smooth shopping",
                "goal": "买得顺手，收得及时" if zh else "Easy to buy, soon at the door",
                "lead": "李明" if zh else "Ann Lee",
                "pmo": "赵敏" if zh else "Mia Zhao",
                "starts_on": since,
                "ends_on": until,
            },
            {
                "campaign_id": "C1-1",
                "title": "下单更顺" if zh else "Checkout made easy",
                "parent_id": "C1",
                "pm": "王芳" if zh else "Bo Wang",
                "starts_on": since,
                "ends_on": until,
            },
        ],
        "objectives": [
            {
                "objective_id": "O1",
                "title": "让购物更顺畅" if zh else "Make shopping smooth",
                "interpretation": "更多访客完成下单，更快收到货" if zh else "More visitors buy, and they get it sooner",
                "owner": "李明" if zh else "Ann Lee",
                "campaign_id": "C1-1",
                "starts_on": since,
                "ends_on": until,
                "weight": 1,
            }
        ],
        "key_results": [
            _key_result("O1-KR1", "下单转化率提升到 5" if zh else "Conversion reaches 5", "李明" if zh else "Ann Lee", "交易" if zh else "Checkout"),
            _key_result("O1-KR2", "发货时长降到 2 天" if zh else "Shipping takes 2 days", "王芳" if zh else "Bo Wang", "物流" if zh else "Logistics"),
        ],
        "kr_metrics": [
            _metric("M1", "O1-KR1", orders, "%", ("提升" if zh else "increase", 3.2, 5), "日" if zh else "day"),
            _metric("M2", "O1-KR2", days, "天" if zh else "days", ("降低" if zh else "decrease", 4, 2), "周" if zh else "week"),
        ],
        "kr_monthly_targets": [
            {"metric_id": "M1", "month": since.replace(month=month), "target": target} for month, target in ((3, 3.6), (6, 4.1), (9, 4.6), (12, 5))
        ],
        "key_projects": [
            _key_project("KP1", "O1-KR1", since, "结算页减少一步" if zh else "One step less at checkout", today, zh=zh),
            _key_project("KP2", "O1-KR1", today, "支付失败自动重试" if zh else "Retry failed payments", today, zh=zh),
            _key_project("KP3", "O1-KR2", until, "同城仓当日发货" if zh else "Ship the same day from city stores", today, zh=zh),
        ],
        "kr_values": [
            *({"metric_id": "M1", "day": day, "value": round(4.2 + n / 50, 2)} for n, day in enumerate(week)),
            *({"metric_id": "M2", "day": day, "value": value} for day, value in ((week[0], 2.9), (week[-1], 2.8))),
        ],
        "milestones": [
            _milestone("MS1", since, "启动会" if zh else "Kick-off", "分工表" if zh else "Who does what", today, zh=zh),
            _milestone("MS2", until, "年终验收" if zh else "Acceptance at the end", "验收清单" if zh else "Acceptance list", today, zh=zh),
        ],
        "teams": [
            {"team": "交易" if zh else "Checkout", "department": "产品技术" if zh else "Product", "lead": "李明" if zh else "Ann Lee"},
            {
                "team": "物流" if zh else "Logistics",
                "department": "产品技术" if zh else "Product",
                "aliases": "仓配;物流组" if zh else "Shipping;Warehouse",
            },
        ],
    }


def _key_result(kr_id: str, title: str, owner: str, module: str) -> dict[str, Any]:
    return {"kr_id": kr_id, "objective_id": "O1", "title": title, "owner": owner, "business_module": module, "weight": 1}


def _key_project(kp_id: str, kr_id: str, month: date, title: str, today: date, *, zh: bool) -> dict[str, Any]:
    begun = (month.year, month.month) == (today.year, today.month)
    status = ("进行中" if zh else "doing") if begun else ("已完成" if zh else "done") if month < today else ("计划" if zh else "planned")
    return {"kp_id": kp_id, "kr_id": kr_id, "month": month.replace(day=1), "title": title, "owner": "李明" if zh else "Ann Lee", "status": status}


def _milestone(milestone_id: str, planned_on: date, title: str, deliverable: str, today: date, *, zh: bool) -> dict[str, Any]:
    return {
        "milestone_id": milestone_id,
        "subject_kind": "战役" if zh else "campaign",
        "subject_id": "C1",
        "title": title,
        "planned_on": planned_on,
        "done_on": planned_on if planned_on < today else None,
        "deliverable": deliverable,
    }


def _metric(metric_id: str, kr_id: str, name: str, unit: str, way: tuple[str, float, float], every: str) -> dict[str, Any]:
    direction, baseline, target = way
    return {
        "metric_id": metric_id,
        "kr_id": kr_id,
        "name": name,
        "unit": unit,
        "direction": direction,
        "baseline": baseline,
        "target": target,
        "every": every,
    }
