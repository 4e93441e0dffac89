# The function's role. It allows exactly the calls that the code makes, on this stage's own resources.

resource "aws_iam_role" "function" {
  name               = local.name
  assume_role_policy = data.aws_iam_policy_document.trust.json

  lifecycle {
    precondition {
      condition     = contains(["dev", "production"], local.stage)
      error_message = "Choose a stage: TF_WORKSPACE=dev or TF_WORKSPACE=production, as `make infra STAGE=dev` does."
    }
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type = "Service"
      # Zappa lets API Gateway call the function with the function's own role.
      identifiers = ["apigateway.amazonaws.com", "lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "function" {
  name   = "what-the-code-calls"
  role   = aws_iam_role.function.id
  policy = data.aws_iam_policy_document.function.json
}

data "aws_iam_policy_document" "function" {
  statement {
    sid       = "Users"
    actions   = ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem"]
    resources = [local.table_arns["users"]]
  }

  statement {
    sid       = "Renders"
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
    resources = [local.table_arns["renders"], "${local.table_arns["renders"]}/index/*"]
  }

  statement {
    sid       = "Budget"
    actions   = ["dynamodb:GetItem", "dynamodb:UpdateItem"]
    resources = [local.table_arns["budget"]]
  }

  statement {
    sid       = "Kiosks"
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]
    resources = [local.table_arns["kiosks"]]
  }

  statement {
    sid       = "Pictures"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${aws_s3_bucket.this.arn}/${local.pictures}/*"]
  }

  # Used to find the picture of a worker that vanished.
  statement {
    sid       = "FindPictures"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.this.arn]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["${local.pictures}/*"]
    }
  }

  statement {
    sid     = "Secrets"
    actions = ["ssm:GetParameter"]
    resources = [
      for name in values(local.parameters) : "arn:${local.partition}:ssm:${var.region}:${local.account}:parameter${name}"
    ]
  }

  statement {
    sid       = "Itself"
    actions   = ["lambda:InvokeFunction"]
    resources = [local.function, "${local.function}:${local.alias}"]
  }

  statement {
    sid       = "Log"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.function.arn}:*"]
  }
}

# Created here, because Lambda would create one that keeps everything forever

resource "aws_cloudwatch_log_group" "function" {
  name              = "/aws/lambda/${local.name}"
  retention_in_days = var.log_days
}
