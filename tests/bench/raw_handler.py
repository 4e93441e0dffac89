"""The yardstick: GET and POST /users by hand on boto3, with nothing between Lambda and the table."""

import base64
import json
import os
import re
from typing import Any

import boto3

TABLE = os.environ["TABLE_PREFIX"] + "users"
ID = re.compile(r"[A-Za-z0-9._~@:-]{1,128}")
PARTS = ("model", "color", "tire", "interior")

client = boto3.client("dynamodb", region_name=os.environ["AWS_REGION"])


def lambda_handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    if event["httpMethod"] == "GET" and event["path"].startswith("/users/"):
        return read(event["path"].removeprefix("/users/"))
    if event["httpMethod"] == "POST" and event["path"] == "/users":
        return create(event)
    return answer(404, {"detail": "There is nothing at this address."})


def read(user_id: str) -> dict[str, Any]:
    item = client.get_item(TableName=TABLE, Key={"userId": {"S": user_id}}).get("Item")
    if item is None:
        return answer(404, {"detail": "There is no such user."})
    return answer(200, json.loads(item["document"]["S"]))


def create(event: dict[str, Any]) -> dict[str, Any]:
    body = event["body"] or ""
    try:
        user = json.loads(base64.b64decode(body) if event.get("isBase64Encoded") else body)
    except ValueError:
        return answer(400, {"detail": "The body is no JSON."})
    wrong = faults(user)
    if wrong:
        return answer(400, {"detail": "Some members are not as they should be.", "invalid_params": wrong})
    item = {"userId": {"S": user["userId"]}, "document": {"S": json.dumps(user)}}
    try:
        client.put_item(TableName=TABLE, Item=item, ConditionExpression="attribute_not_exists(userId)")
    except client.exceptions.ConditionalCheckFailedException:
        return answer(400, {"detail": "userId is taken."})
    return answer(200, user)


def faults(user: Any) -> list[dict[str, str]]:
    if not isinstance(user, dict):
        return [{"name": "", "reason": "send an object"}]
    car = user.get("carConfiguration")
    checks = {
        "userId": isinstance(user.get("userId"), str) and bool(ID.fullmatch(user["userId"])),
        "name": isinstance(user.get("name"), str) and 0 < len(user["name"]) <= 200,
        "age": user.get("age") is None or (type(user["age"]) is int and 0 <= user["age"] <= 150),
        "gender": user.get("gender") is None or isinstance(user["gender"], str),
        "colorBlindness": user.get("colorBlindness") is None or isinstance(user["colorBlindness"], bool),
        "carConfiguration": isinstance(car, dict) and all(isinstance(car.get(part), str) for part in PARTS),
    }
    return [{"name": name, "reason": "is not as it should be"} for name, is_right in checks.items() if not is_right]


def answer(status: int, document: Any) -> dict[str, Any]:
    return {"statusCode": status, "headers": {"Content-Type": "application/json"}, "body": json.dumps(document)}
