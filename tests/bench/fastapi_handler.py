"""The same two routes as many would write them today: FastAPI and pydantic behind Mangum."""

import json
import os
from typing import Annotated, Any

import boto3
from fastapi import FastAPI, HTTPException
from mangum import Mangum
from pydantic import BaseModel, Field

TABLE = os.environ["TABLE_PREFIX"] + "users"

app = FastAPI()
client = boto3.client("dynamodb", region_name=os.environ["AWS_REGION"])


class CarConfiguration(BaseModel):
    model: str
    color: str
    tire: str
    interior: str
    additionalFeatures: dict[str, Any] | None = None  # noqa: N815 - the contract's name


class User(BaseModel):
    userId: Annotated[str, Field(pattern=r"^[A-Za-z0-9._~@:-]{1,128}$")]  # noqa: N815 - the contract's name
    name: Annotated[str, Field(min_length=1, max_length=200)]
    age: Annotated[int, Field(ge=0, le=150)] | None = None
    gender: str | None = None
    colorBlindness: bool | None = None  # noqa: N815 - the contract's name
    carConfiguration: CarConfiguration  # noqa: N815 - the contract's name


@app.get("/users/{user_id}")
def read(user_id: str) -> Any:
    item = client.get_item(TableName=TABLE, Key={"userId": {"S": user_id}}).get("Item")
    if item is None:
        raise HTTPException(404, "There is no such user.")
    return json.loads(item["document"]["S"])


@app.post("/users")
def create(user: User) -> User:
    item = {"userId": {"S": user.userId}, "document": {"S": user.model_dump_json()}}
    try:
        client.put_item(TableName=TABLE, Item=item, ConditionExpression="attribute_not_exists(userId)")
    except client.exceptions.ConditionalCheckFailedException:
        raise HTTPException(400, "userId is taken.") from None
    return user


lambda_handler = Mangum(app, lifespan="off")
